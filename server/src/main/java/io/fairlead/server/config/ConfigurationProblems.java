package io.fairlead.server.config;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed in the configuration. */
final class ConfigurationProblems {
    static final ProblemCode MISSING = new ProblemCode(
            "E-CONFIG-MISSING",
            "there is no file {file}",
            "name another with --config, or leave it out: none is needed",
            "A file that was named must be there.");
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-CONFIG-UNREADABLE",
            "{file} can not be read: {why}",
            "correct the path, or make it readable for the user that starts the server",
            "The file is not there, or the server may not read it.");
    static final ProblemCode PATH = new ProblemCode(
            "E-CONFIG-PATH",
            "{key} must be an absolute path: {why}",
            "write the whole path, such as {example}",
            "The server's current folder means nothing to those who read the file.");
    static final ProblemCode NAME = new ProblemCode(
            "E-CONFIG-NAME",
            "\"{name}\" is no name of {what}: {rule}",
            "use another name",
            "Names are parts of paths and are typed by users.");
    static final ProblemCode RANGE = new ProblemCode(
            "E-CONFIG-CLUSTER-RANGE",
            "\"{range}\" is no range of cluster numbers",
            "write the first and the last, such as 0-99",
            "The numbers of a site's clusters.");
    static final ProblemCode RANGES_MEET = new ProblemCode(
            "E-CONFIG-RANGES-MEET",
            "cluster numbers {range} of {site} overlap those of {other}",
            "give every number to one site",
            "A cluster is at one site.");
    static final ProblemCode TWICE = new ProblemCode(
            "E-CONFIG-TWICE",
            "{what} {value} is given twice",
            "give one of them another",
            "Numbers, names and paths lead to one thing each.");
    static final ProblemCode IMAGE = new ProblemCode(
            "E-CONFIG-IMAGE",
            "\"{image}\" is no name of an image: {why}",
            "write it as for docker pull, such as aimehub/pytorch:2.8.0",
            "A framework leads to an image.");
    static final ProblemCode SITE = new ProblemCode(
            "E-CONFIG-SITE-UNKNOWN",
            "there is no site {site}; there are {sites}",
            "name one of these, or add it under sites",
            "Sites are named under sites; without that key, by the clusters.");
    static final ProblemCode SITE_NEEDED = new ProblemCode(
            "E-CONFIG-SITE-NEEDED",
            "cluster {id} is in no site's range of numbers",
            "say its site, or widen the range of one",
            "Of several sites one must be its own.");
    static final ProblemCode SITE_CONTRADICTS = new ProblemCode(
            "E-CONFIG-SITE-CONTRADICTS",
            "cluster {id} is said to be at {site}, and its number is one of {other}",
            "leave site out, or give it a number of {site}",
            "The ranges of numbers say where clusters are.");
    static final ProblemCode CLUSTERS_NEEDED = new ProblemCode(
            "E-CONFIG-CLUSTERS-NEEDED",
            "there are several sites and no clusters",
            "add clusters: - id: 0",
            "With one site its one cluster is made up; with several nobody knows where this machine is.");
    static final ProblemCode ALIAS = new ProblemCode(
            "E-CONFIG-ALIAS",
            "{alias} is mapped to cluster {id}, which is not there",
            "map it to one of {ids}",
            "An alias stands for a cluster.");
    static final ProblemCode ALIAS_HIDDEN = new ProblemCode(
            "E-CONFIG-ALIAS-HIDDEN",
            "{alias} is the number of a cluster and can not stand for another",
            "remove the alias, or renumber the cluster",
            "A cluster's own number comes first, so the alias would never be used.");
    static final ProblemCode CUDA = new ProblemCode(
            "E-CONFIG-CUDA",
            "\"{version}\" is no CUDA version",
            "write it as \"12.4\"",
            "Major and minor version with a dot between, in quotes: 12.10 as a number would be 12.1.");
    static final ProblemCode DEVICES = new ProblemCode(
            "E-CONFIG-DEVICES",
            "the node has {devices} simulated devices, and a node has {most} at most",
            "make up fewer, or spread them over several clusters",
            "A MIG slice is a device of its own.");
    static final ProblemCode MIG_PROFILE = new ProblemCode(
            "E-CONFIG-MIG-PROFILE",
            "\"{profile}\" is no MIG profile",
            "write it as 1g.10gb: 1 to 7 slices, then GiB of memory",
            "As nvidia-smi mig -lgip names the profiles of a GPU.");
    static final ProblemCode MIG_SLICES = new ProblemCode(
            "E-CONFIG-MIG-SLICES",
            "the MIG slices of one GPU are {slices} together, and a GPU has {most}",
            "leave some out: mig is the layout of each GPU of this kind",
            "The number before the g says how many of the seven slices of a GPU an instance has.");
    static final ProblemCode ROOT = new ProblemCode(
            "E-CONFIG-ROOT",
            "{root} can not be the root of a volume: {why}",
            "name the folder that is meant, such as /raid/public or /scratch/{example}",
            "What lies there is handed to containers of users.");
    static final ProblemCode NO_ROOT = new ProblemCode(
            "E-CONFIG-NO-ROOT",
            "volume {volume} has neither root nor s3Endpoint",
            "add root: with the folder on the host",
            "A volume that is not shipped needs a place.");
    static final ProblemCode TWO_ROOTS = new ProblemCode(
            "E-CONFIG-TWO-ROOTS",
            "volume {volume} has both root and s3Endpoint",
            "keep one of the two",
            "A volume is a folder or an object store.");
    static final ProblemCode MODE = new ProblemCode(
            "E-CONFIG-MODE",
            "\"{mode}\" is no mode of a folder that its owner can use",
            "write it in octal, such as \"2770\"",
            "Four octal digits at most, with all rights for the owner.");
    static final ProblemCode FLOORS = new ProblemCode(
            "E-CONFIG-FLOORS",
            "acceptingPercent ({accepting}) is more than placingPercent ({placing})",
            "make it at most {placing}",
            "What can not be accepted can not be started either.");
    static final ProblemCode ENDPOINT = new ProblemCode(
            "E-CONFIG-ENDPOINT",
            "volume {volume} is an object store without the URL of its endpoint",
            "add s3Endpoint: https://… (http or https, without user and password)",
            "Jobs are told where the store is; keys are secrets of each user's.");
    static final ProblemCode GROUP = new ProblemCode(
            "E-CONFIG-GROUP-UNKNOWN",
            "there is no group {group}; there are {groups}",
            "add it under limits.groups, or name one of these",
            "The default group is one of the groups of limits.");
    static final ProblemCode DURATION = new ProblemCode(
            "E-CONFIG-DURATION",
            "\"{value}\" is no duration",
            "write a number and a unit, such as 24 hours, or unlimited",
            "A number alone could be minutes or hours.");
    static final ProblemCode DURATION_RANGE = new ProblemCode(
            "E-CONFIG-DURATION-RANGE",
            "{key} is {value}",
            "write at least {least} and at most {most}",
            "Turns are looked at once a minute, and usage is kept in steps of a sixteenth of the half-life.");
    static final ProblemCode VOLUME_EXISTS = new ProblemCode(
            "E-VOLUME-EXISTS",
            "there is a volume {volume} already",
            "choose another name; what fairlead.yaml has is changed there",
            "Jobs ask for volumes by name.");
    static final ProblemCode NO_VOLUME = new ProblemCode(
            "E-VOLUME-NONE",
            "there is no volume {volume}{near}",
            "fairlead volume list shows those that there are",
            "Volumes are created and deleted by their names.");
    static final ProblemCode VOLUME_NOT_CREATED = new ProblemCode(
            "E-VOLUME-CONFIGURED",
            "the volume {volume} was not made by volume create",
            "take it out of volumes in fairlead.yaml; a shipped one stays",
            "Only what a command has made can a command take back.");
    static final ProblemCode NO_FOLDER = new ProblemCode(
            "E-VOLUME-NO-FOLDER",
            "{root} is no folder of this machine",
            "make it first, with the owner and mode that its users need",
            "Without placeholders a volume is one folder, which is there before anybody mounts it.");
    static final ProblemCode QUOTAS = new ProblemCode(
            "N-CONFIG-QUOTAS",
            "projects are sure of {sure} {what} together, and the configured nodes have {there}",
            "",
            "Not all of them can have their quota at a time: work within a quota preempts no other work within one, so whose"
                    + " turn is later waits.");
    static final ProblemCode SHARED_ENGINE = new ProblemCode(
            "N-CONFIG-SHARED-ENGINE",
            "clusters {clusters} share one engine; each gives out the CPUs and memory of the machine",
            "",
            "Meant for tests of locality. The machine's GPUs are given to the first of them alone; bound cores and"
                    + " memoryGb of each node to share the rest.");

    private ConfigurationProblems() {}
}
