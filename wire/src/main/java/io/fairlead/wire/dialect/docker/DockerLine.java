package io.fairlead.wire.dialect.docker;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Word;
import java.util.List;
import java.util.Optional;

/**
 * What stands before the flags: {@code sudo}, variables for the program, the program's name, {@code container run}.
 *
 * @param begin the first word
 * @param words flags, image and command
 * @param devices those that {@code NV_GPU} names before {@code nvidia-docker}; the program's name where it names none
 */
record DockerLine(Word begin, List<Word> words, Optional<Word> devices) {
    private static final List<String> PROGRAMS = List.of("docker", "podman", "nvidia-docker", "nvidia-docker2");

    static DockerLine of(List<Word> words, Remarks remarks) {
        Word begin = words.isEmpty() ? new Word("", Position.NONE) : words.getFirst();
        int at = 0;
        if (at < words.size() && words.get(at).text().equals("sudo")) {
            remarks.notice(
                    words.get(at), DockerProblems.PREFIX, "word", "sudo", "why", "nobody needs to be root for a job");
            at++;
            while (at < words.size() && words.get(at).text().matches("-[EHn]+")) {
                at++;
            }
        }
        Optional<Word> chosen = Optional.empty();
        while (at < words.size() && words.get(at).text().matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
            Word variable = words.get(at);
            if (variable.text().startsWith("NV_GPU=")) {
                chosen = Optional.of(variable.with(variable.text().substring("NV_GPU=".length())));
            } else {
                remarks.notice(
                        variable,
                        DockerProblems.PREFIX,
                        "word",
                        variable.text().split("=", 2)[0],
                        "why",
                        "it is for Docker's own program");
            }
            at++;
        }
        return program(words, at, begin, chosen, remarks);
    }

    private static DockerLine program(List<Word> words, int from, Word begin, Optional<Word> chosen, Remarks remarks) {
        int at = from;
        Optional<Word> devices = Optional.empty();
        if (at < words.size() && PROGRAMS.contains(words.get(at).text())) {
            if (words.get(at).text().startsWith("nvidia")) {
                devices = chosen.or(() -> Optional.of(words.get(from).with("all")));
            }
            at++;
            if (at < words.size() && words.get(at).text().equals("container")) {
                at++;
            }
            if (at >= words.size() || !words.get(at).text().equals("run")) {
                Word wrong = at < words.size() ? words.get(at) : begin;
                remarks.problem(wrong, DockerProblems.NOT_RUN, "given", "docker " + wrong.text());
            }
            at++;
        } else if (at < words.size() && words.get(at).text().equals("run")) {
            at++;
        }
        return new DockerLine(begin, words.subList(Math.min(at, words.size()), words.size()), devices);
    }
}
