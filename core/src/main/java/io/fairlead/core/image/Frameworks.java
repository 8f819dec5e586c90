package io.fairlead.core.image;

import io.fairlead.core.unit.CudaVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Images that a site offers under the name of what they are for, such as {@code pytorch}.
 *
 * @param all of one name, the newest first; the same name, version and architecture once
 */
public record Frameworks(List<Framework> all) {
    public static final Frameworks NONE = new Frameworks(List.of());

    /** By tag of MLC's catalogue, the CUDA that its images are made with at least: a driver must support it. */
    private static final List<Needs> NEEDS = List.of(
            new Needs("CUDA_AMPERE", new CudaVersion(11, 0)),
            new Needs("CUDA_ADA", new CudaVersion(12, 0)),
            new Needs("CUDA_BLACKWELL", new CudaVersion(12, 8)));

    private static final String CUDA = "CUDA";

    public Frameworks {
        all = List.copyOf(all);
    }

    /**
     * One version of one framework.
     *
     * @param name as the catalogue has it; compared without regard to case
     * @param version free text without blanks; empty where only one is offered
     * @param architecture a tag such as {@code CUDA_ADA}; empty where it runs anywhere
     * @param image a reference
     */
    public record Framework(String name, String version, String architecture, String image) {
        /** As it is typed. */
        public String word() {
            String low = name.toLowerCase(Locale.ROOT);
            return version.isEmpty() ? low : low + ":" + version;
        }

        private boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    private record Needs(String tag, CudaVersion cuda) {}

    /** @param word a name, which means its newest version, or {@code NAME:VERSION} */
    public Optional<Framework> find(String word) {
        return all.stream()
                .filter(one -> one.is(word) || one.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /**
     * Those that a driver can run. Without one, those for any machine and for CUDA: somebody else may have the driver.
     *
     * @param cuda the newest that the oldest driver supports
     */
    public Frameworks fit(Optional<CudaVersion> cuda) {
        return new Frameworks(
                all.stream().filter(one -> fits(one.architecture(), cuda)).toList());
    }

    private static boolean fits(String architecture, Optional<CudaVersion> cuda) {
        String tag = architecture.toUpperCase(Locale.ROOT);
        if (tag.isEmpty() || tag.equals(CUDA)) {
            return true;
        }
        return NEEDS.stream()
                .filter(needs -> needs.tag().equals(tag))
                .anyMatch(needs -> cuda.isEmpty() || cuda.get().compareTo(needs.cuda()) >= 0);
    }
}
