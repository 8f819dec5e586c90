package io.fairlead.wire.jobfile;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.FieldPath.Segment;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a file stand, so that what is found out later, about volumes and machines, names a line, too.
 *
 * @param root of what was read, in the form of v2
 */
public record Places(Optional<MapNode> root) {
    /** Of something that nobody wrote as text. */
    public static final Places NONE = new Places(Optional.empty());

    /** The same with a position for each that has none and is of a part of the file, or within one. */
    public Findings in(Findings findings) {
        return new Findings(in(findings.problems()), in(findings.notices()));
    }

    private List<Problem> in(List<Problem> problems) {
        return problems.stream()
                .map(it -> it.position().isKnown() ? it : it.at(of(it.path())))
                .toList();
    }

    private Position of(FieldPath path) {
        Node at = root.orElse(null);
        if (at == null) {
            return Position.NONE;
        }
        for (Segment segment : path.segments()) {
            Node next = switch (segment) {
                case FieldPath.Key(String name) -> at instanceof MapNode map ? map.find(name) : null;
                case FieldPath.Index(int index) ->
                    at instanceof ListNode list && index < list.items().size()
                            ? list.items().get(index)
                            : null;
            };
            if (next == null) {
                break;
            }
            at = next;
        }
        return at == root.orElse(null) ? Position.NONE : at.position();
    }
}
