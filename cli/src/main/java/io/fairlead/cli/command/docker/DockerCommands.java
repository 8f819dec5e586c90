package io.fairlead.cli.command.docker;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** Docker's commands, by the words that are typed. */
public final class DockerCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of("docker run", "", "run a command in an image as a job", DockerRunCommand::new),
            Entry.of("docker ps", "", "list your jobs as containers", PsCommand::new),
            Entry.of("docker logs", "", "print what a container wrote", () -> new NamedLogsCommand("CONTAINER", "-n")),
            Entry.of(
                    "docker exec",
                    "",
                    "run a further command in a container",
                    () -> new NamedCommand("job exec", List.of())),
            Entry.of(
                    "docker attach",
                    "",
                    "join a container's terminal",
                    () -> new NamedCommand("job attach", List.of())),
            Entry.of(
                    "docker inspect",
                    "",
                    "show containers and images in full, as JSON or by a template",
                    InspectCommand::new),
            Entry.of(
                    "docker stop",
                    "",
                    "end containers, and wait until they have ended",
                    () -> new EndCommand("CONTAINER", EndCommand.Way.END)),
            Entry.of(
                    "docker kill",
                    "",
                    "end containers, and wait until they have ended",
                    () -> new EndCommand("CONTAINER", EndCommand.Way.END)),
            Entry.of(
                    "docker wait",
                    "",
                    "wait until containers have ended, and print their exit codes",
                    AwaitCommand::new),
            Entry.of(
                    "docker rm",
                    "",
                    "take containers that have ended out of view",
                    () -> new EndCommand("CONTAINER", EndCommand.Way.REMOVE)),
            Entry.of("docker images", "", "list your images", ImagesCommand::new),
            Entry.of("docker tag", "", "give an image one more name of your own", TagCommand::new),
            Entry.of("docker rmi", "", "take names of images of your own away", RmiCommand::new));

    private DockerCommands() {}

    public static List<Entry> all() {
        return ALL;
    }
}
