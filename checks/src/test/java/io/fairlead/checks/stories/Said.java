package io.fairlead.checks.stories;

/**
 * What came of a line that somebody typed.
 *
 * @param out its standard output; on a terminal everything that was on the screen
 * @param err its standard error; empty on a terminal
 */
record Said(String line, int code, String out, String err) {
    /** @throws AssertionError where it ended with another code than 0 */
    Said well() {
        return with(0);
    }

    /** @throws AssertionError where it ended with another code */
    Said with(int wanted) {
        if (code != wanted) {
            throw new AssertionError(line + "\nended with " + code + " instead of " + wanted + "\n" + out + err);
        }
        return this;
    }

    /** The one word on standard output: an id, mostly. */
    String word() {
        return out.strip();
    }

    String both() {
        return out + err;
    }
}
