package io.fairlead.store.query;

import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.store.sqlite.Command;
import io.fairlead.store.sqlite.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How the members of an array stand, without those that were taken out of view.
 *
 * @param number by which Slurm's names know it, that of its first member
 * @param states the indexes of the members in each state, ascending; a state without members is left out
 */
public record ArrayRow(JobId array, long number, SequencedMap<JobState, List<Integer>> states) {
    private static final String MEMBERS = """
            SELECT id, state, array FROM job WHERE removed = 0 AND array =
                (SELECT array FROM job WHERE id > ?1 || '.' AND id < ?1 || '/' LIMIT 1)
            ORDER BY number""";

    private record Member(JobId id, JobState state, long array) {
        static Member of(Row row) throws SQLException {
            return new Member(new JobId(row.text("id")), JobState.valueOf(row.text("state")), row.number("array"));
        }
    }

    /** The ids of the members, by index. */
    static List<JobId> members(Connection connection, JobId array) throws SQLException {
        return all(connection, array).stream().map(Member::id).toList();
    }

    private static List<Member> all(Connection connection, JobId array) throws SQLException {
        try (Command command = new Command(connection, MEMBERS)) {
            return command.text(array.array().text()).list(Member::of);
        }
    }

    /** Empty where there is no such array. */
    static Optional<ArrayRow> of(Connection connection, JobId array) throws SQLException {
        List<Member> members = all(connection, array);
        SequencedMap<JobState, List<Integer>> states = new TreeMap<>();
        for (Member member : members) {
            states.computeIfAbsent(member.state(), _ -> new ArrayList<>())
                    .add(member.id().index().orElseThrow());
        }
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new ArrayRow(array.array(), members.getFirst().array(), states));
    }

    /** One of them. */
    JobId any() {
        return array.member(states.firstEntry().getValue().getFirst());
    }
}
