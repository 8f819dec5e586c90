package io.fairlead.core.job;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** First words that mean something to a shell: of POSIX, and of the shells that stand behind {@code /bin/sh}. */
final class ShellWords {
    private static final Set<String> KEYWORDS = sorted(
            "!",
            "{",
            "}",
            "[[",
            "]]",
            "case",
            "coproc",
            "do",
            "done",
            "elif",
            "else",
            "esac",
            "fi",
            "for",
            "function",
            "if",
            "in",
            "select",
            "then",
            "time",
            "until",
            "while");

    private static final Set<String> BUILTINS = sorted(
            ".",
            ":",
            "[",
            "alias",
            "bg",
            "bind",
            "break",
            "builtin",
            "caller",
            "cd",
            "chdir",
            "command",
            "compgen",
            "complete",
            "compopt",
            "continue",
            "declare",
            "dirs",
            "disown",
            "echo",
            "enable",
            "eval",
            "exec",
            "exit",
            "export",
            "false",
            "fc",
            "fg",
            "getopts",
            "hash",
            "help",
            "history",
            "jobs",
            "kill",
            "let",
            "local",
            "logout",
            "mapfile",
            "newgrp",
            "popd",
            "printf",
            "pushd",
            "pwd",
            "read",
            "readarray",
            "readonly",
            "return",
            "set",
            "shift",
            "shopt",
            "source",
            "suspend",
            "test",
            "times",
            "trap",
            "true",
            "type",
            "typeset",
            "ulimit",
            "umask",
            "unalias",
            "unset",
            "wait");

    private ShellWords() {}

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    static boolean isBuiltin(String word) {
        return BUILTINS.contains(word);
    }

    private static Set<String> sorted(String... words) {
        return Collections.unmodifiableSet(new TreeSet<>(List.of(words)));
    }
}
