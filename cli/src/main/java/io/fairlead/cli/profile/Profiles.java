package io.fairlead.cli.profile;

import java.util.List;
import java.util.Optional;

/** All systems whose names this program answers to. */
public final class Profiles {
    private static final List<Profile> ALL = List.of(new Slices(), new Ds01(), new Docker(), new Runai(), new Slurm());

    private Profiles() {}

    /** In the order in which they are listed. */
    public static List<Profile> all() {
        return ALL;
    }

    /** The system that has a program of this name. */
    public static Optional<Profile> ofProgram(String name) {
        return ALL.stream().filter(profile -> profile.programs().contains(name)).findFirst();
    }
}
