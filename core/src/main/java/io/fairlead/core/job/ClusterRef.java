package io.fairlead.core.job;

/** A cluster as a definition names it; which cluster that is, the site's configuration says. */
public sealed interface ClusterRef {

    /** @param number 0 or more */
    record Numbered(int number) implements ClusterRef {
        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** @param name never only digits */
    record Named(String name) implements ClusterRef {
        @Override
        public String toString() {
            return name;
        }
    }
}
