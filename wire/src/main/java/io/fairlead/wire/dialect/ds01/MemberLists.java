package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is in which group, gathered from {@code group-overrides.txt} and the lists of members. */
final class MemberLists {
    private final List<String> groups;
    private final List<Problem> problems;
    private final List<Problem> notices;
    private final TreeMap<String, String> groupOf = new TreeMap<>();

    MemberLists(List<String> groups, List<Problem> problems, List<Problem> notices) {
        this.groups = groups;
        this.problems = problems;
        this.notices = notices;
    }

    Map<String, String> groupOf() {
        return groupOf;
    }

    private record Line(int number, String text) {}

    private static List<Line> lines(LimitsFile.Text file) {
        List<Line> lines = new ArrayList<>();
        String[] all = new String(file.bytes(), StandardCharsets.UTF_8).split("\\R", -1);
        for (int i = 0; i < all.length; i++) {
            int comment = all[i].indexOf('#');
            String text = (comment < 0 ? all[i] : all[i].substring(0, comment)).strip();
            if (!text.isEmpty()) {
                lines.add(new Line(i + 1, text));
            }
        }
        return lines;
    }

    /** One login on each line. */
    void members(String group, LimitsFile.Text file) {
        for (Line line : lines(file)) {
            if (line.text.chars().anyMatch(Character::isWhitespace)) {
                problems.add(malformed(file, line, "login"));
            } else {
                join(line.text, group);
            }
        }
    }

    /** A list of a group that there is not. */
    void unused(LimitsFile.Text file) {
        String names = String.join(", ", lines(file).stream().map(Line::text).toList());
        if (!names.isEmpty()) {
            notices.add(Ds01Problems.UNUSED_LIST.problem(FieldPath.ROOT, "", "file", file.name(), "names", names));
        }
    }

    /** A login, a colon and a group on each line. */
    void exceptions(LimitsFile.Text file) {
        for (Line line : lines(file)) {
            int colon = line.text.lastIndexOf(':');
            String group = line.text.substring(colon + 1).strip();
            if (colon < 1 || group.isEmpty()) {
                problems.add(malformed(file, line, "login:group"));
            } else if (!groups.contains(group)) {
                problems.add(LimitsFile.in(
                        file,
                        line.number,
                        Ds01Problems.GROUP.problem(
                                FieldPath.ROOT, line.text, "group", group, "groups", String.join(", ", groups))));
            } else {
                join(line.text.substring(0, colon).strip(), group);
            }
        }
    }

    void join(String user, String group) {
        String first = groupOf.putIfAbsent(user, group);
        if (first != null && !first.equals(group)) {
            notices.add(Ds01Problems.TWO_GROUPS.problem(
                    FieldPath.ROOT, user, "user", user, "first", first, "second", group));
        }
    }

    private static Problem malformed(LimitsFile.Text file, Line line, String form) {
        return LimitsFile.in(
                file,
                line.number,
                Ds01Problems.LINE.problem(
                        FieldPath.ROOT, line.text, "line", line.number, "text", line.text, "form", form));
    }
}
