package io.fairlead.wire.dialect.slurm;

/**
 * An option of {@code sbatch} and {@code srun}, or of {@code apptainer}.
 *
 * @param name without its hyphens
 * @param letter of the short form; a blank where there is none
 * @param value whether a value follows
 * @param treatment what becomes of it here
 * @param note for those without effect: why; for those refused: what to do instead
 */
record Option(String name, char letter, Value value, Treatment treatment, String note) {
    /** Whether an option takes a value. */
    enum Value {
        NONE,
        REQUIRED,
        /** Only after an equals sign. */
        OPTIONAL
    }

    /** What becomes of an option. */
    enum Treatment {
        TAKEN,
        /** It changes nothing here, and nobody needs to be told. */
        SILENT,
        /** It changes nothing here, which is said. */
        NOTICED,
        NOT_YET,
        REFUSED
    }

    /** As it is typed. */
    String typed() {
        return "--" + name;
    }
}
