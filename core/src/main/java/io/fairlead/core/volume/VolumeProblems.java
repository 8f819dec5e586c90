package io.fairlead.core.volume;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about the paths of storage. */
final class VolumeProblems {
    static final ProblemCode PATH_RELATIVE = new ProblemCode(
            "E-PATH-RELATIVE",
            "the path must be absolute",
            "write the whole path, starting with /",
            "Inside a container there is no current folder that a relative path could start from.");
    static final ProblemCode SUBPATH_ABSOLUTE = new ProblemCode(
            "E-SUBPATH-ABSOLUTE",
            "a path beneath a volume must not start with /",
            "leave out the leading /",
            "A sub-path is looked up beneath the volume's root.");
    static final ProblemCode PATH_CLIMBS = new ProblemCode(
            "E-PATH-CLIMBS",
            "\"..\" is not allowed in a path",
            "write the path that is meant, without \"..\"",
            "A path that climbs could leave the volume that it belongs to.");
    static final ProblemCode PATH_CHARACTER = new ProblemCode(
            "E-PATH-CHARACTER",
            "the invisible character {character} is not allowed in a path",
            "remove the character",
            "Control and invisible characters, line ends among them, break the tools that show and pass on paths.");
    static final ProblemCode PATH_LOOK_ALIKE = new ProblemCode(
            "E-PATH-LOOK-ALIKE",
            "\"{part}\" only looks like a path",
            "write it with plain slashes and dots",
            "Some letters look like a slash or dots, and some file systems take them for these.");
    static final ProblemCode PATH_DEEP = new ProblemCode(
            "E-PATH-DEEP",
            "the path has more than {max} folders",
            "use a shorter path",
            "Every folder of a path is opened one by one.");
    static final ProblemCode PATH_TILDE = new ProblemCode(
            "E-PATH-TILDE",
            "\"~\" means nothing beneath a volume",
            "name the volume home, with a path beneath it",
            "Only a shell replaces it by the home folder.");
    static final ProblemCode PATH_LONG = new ProblemCode(
            "E-PATH-LONG",
            "the path or one of its parts is longer than {max} bytes",
            "use a shorter path",
            "The kernel takes paths of at most 4,095 bytes and names of at most 255.");
    static final ProblemCode TARGET_ROOT = new ProblemCode(
            "E-TARGET-ROOT",
            "storage can not be mounted at /",
            "name a folder, for example /data",
            "The root of a container is the image's own file system.");
    static final ProblemCode TARGET_RESERVED = new ProblemCode(
            "E-TARGET-RESERVED",
            "storage can not be mounted at or under {reserved}",
            "use another place, for example /data",
            "The engine and Fairlead fill these places: the kernel's views, devices, and the files that say who the"
                    + " user is.");

    private VolumeProblems() {}
}
