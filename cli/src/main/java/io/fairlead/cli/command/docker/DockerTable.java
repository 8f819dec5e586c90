package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.gotemplate.GoTemplate;
import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.cli.show.Inert;
import io.fairlead.core.problem.ProblemException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Rows as Docker prints them: three blanks between columns that are seven wide or more, or by a template.
 *
 * @param heads by the field that each stands for
 * @param columns how many of them are shown without a template
 */
record DockerTable(SequencedMap<String, String> heads, int columns) {
    private static final String GAP = "   ";
    private static final String TABLE = "table";
    private static final int COLUMN_MIN_CHARS = 7;

    /** @param format of Go's templates; {@code table …} with heads, {@code json} one object a line; empty for the columns */
    void print(PrintStream out, List<GoValue.Struct> rows, String format) throws Failure {
        if (format.isEmpty() || format.equals(TABLE)) {
            List<String> fields = heads.keySet().stream().limit(columns).toList();
            List<String> head = heads.values().stream().limit(columns).toList();
            aligned(out, head, rows.stream().map(row -> cells(row, fields)).toList());
        } else if (format.equals("json")) {
            rows.forEach(row -> out.println(row.json()));
        } else {
            byTemplate(out, rows, format);
        }
    }

    private void byTemplate(PrintStream out, List<GoValue.Struct> rows, String format) throws Failure {
        boolean headed = format.startsWith(TABLE + " ");
        String plain = format.replace("\\t", "\t").replace("\\n", "\n");
        try {
            GoTemplate template = GoTemplate.of(headed ? plain.substring(TABLE.length() + 1) : plain);
            List<List<String>> lines = new ArrayList<>();
            for (GoValue.Struct row : rows) {
                lines.add(tabbed(template.of(row)));
            }
            if (headed) {
                SequencedMap<String, GoValue> names = new LinkedHashMap<>();
                heads.forEach((field, head) -> names.put(field, new GoValue.Text(head)));
                aligned(out, tabbed(template.of(new GoValue.Struct(names))), lines);
            } else {
                lines.forEach(line -> out.println(String.join("\t", line)));
            }
        } catch (ProblemException e) {
            throw Failure.wrong(e.problems().getFirst());
        }
    }

    private static List<String> tabbed(String line) {
        return List.of(line.split("\t", -1)).stream()
                .map(cell -> cell.lines().map(Inert::line).collect(Collectors.joining("\n")))
                .toList();
    }

    private static List<String> cells(GoValue.Struct row, List<String> fields) {
        return fields.stream()
                .map(field -> row.fields().getOrDefault(field, new GoValue.Text("")))
                .map(value -> Inert.line(value.plain()))
                .toList();
    }

    private static void aligned(PrintStream out, List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = all.stream()
                        .filter(it -> it.size() > column)
                        .mapToInt(it -> length(it.get(column)))
                        .max()
                        .orElse(0);
                width = Math.max(width, COLUMN_MIN_CHARS);
                line.append(row.get(i)).repeat(' ', width - length(row.get(i))).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
