package io.fairlead.wire.jobfile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fairlead.core.job.Expect;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Reads {@code request.expect}. */
final class ExpectReader {
    private static final NumberRule EXIT_CODE = NumberRule.whole(0, 255);
    private static final int CODES_MAX = 256;
    private static final int OUTPUTS_MAX = 100;

    private final Context context;

    ExpectReader(Context context) {
        this.context = context;
    }

    /** What can be read; the rest was reported. */
    Expect read(MapNode map) {
        Fields fields = new Fields(context, map, Section.EXPECT);
        List<Integer> codes = fields.find("exitCodes")
                .map(this::exitCodes)
                .filter(all -> !all.isEmpty())
                .orElse(Expect.EXIT_CODES_DEFAULT);
        List<MountTarget> outputs = fields.find("outputs").map(this::outputs).orElse(List.of());
        Optional<String> expression = fields.find("stdoutMatches").flatMap(this::expression);
        return new Expect(codes, outputs, expression);
    }

    private List<Integer> exitCodes(Node node) {
        SequencedSet<Integer> codes = new LinkedHashSet<>();
        for (Node code : context.values().list(node, CODES_MAX, "[0]")) {
            context.values().number(code, EXIT_CODE).ifPresent(number -> codes.add(number.intValueExact()));
        }
        return List.copyOf(codes);
    }

    private List<MountTarget> outputs(Node node) {
        List<MountTarget> outputs = new ArrayList<>();
        for (Node path : context.values().list(node, OUTPUTS_MAX, "[\"/project_NAME/model.bin\"]")) {
            output(path).filter(it -> !outputs.contains(it)).ifPresent(outputs::add);
        }
        return outputs;
    }

    private Optional<MountTarget> output(Node node) {
        try {
            return context.values().text(node, Limits.PATH).map(MountTarget::parse);
        } catch (ProblemException e) {
            context.report().problems(node, e);
            return Optional.empty();
        }
    }

    private Optional<String> expression(Node node) {
        Optional<String> text = context.values().text(node, Limits.EXPRESSION);
        try {
            text.ifPresent(Pattern::compile);
            return text;
        } catch (PatternSyntaxException e) {
            context.report().problem(node, JobFileProblems.EXPRESSION, "cause", e.getDescription());
            return Optional.empty();
        }
    }
}
