package io.fairlead.store.query;

import io.fairlead.core.job.JobState;
import io.fairlead.store.sqlite.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes the one query of a list from what it is narrowed by, so that an index fits. */
final class JobList {
    @FunctionalInterface
    private interface Given {
        void to(Command command) throws SQLException;
    }

    private final List<String> conditions = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    private String table = "job";

    private JobList() {}

    static Page page(Connection connection, JobFilter filter, Optional<Cursor> after, int size) throws SQLException {
        JobList list = new JobList();
        list.narrow(filter);
        after.ifPresent(list::behind);
        List<JobRow> jobs = list.run(connection, size + 1);
        if (jobs.size() <= size) {
            return new Page(jobs, Optional.empty());
        }
        JobRow last = jobs.get(size - 1);
        return new Page(
                jobs.subList(0, size),
                Optional.of(new Cursor(last.stands().submitted(), last.id().job())));
    }

    private void narrow(JobFilter filter) {
        if (filter.owner().isPresent()) {
            with("owner_uid = ?", it -> it.number(filter.owner()));
        }
        List<JobState> states = List.copyOf(filter.states());
        if (filter.grouped()) {
            grouped(states);
        } else if (!states.isEmpty()) {
            states(states);
        }
        filter.name().ifPresent(name -> with("name = ?", it -> it.text(name)));
        filter.project().ifPresent(project -> with("project = ?", it -> it.text(project)));
        filter.label()
                .ifPresent(label -> with(
                        "EXISTS (SELECT 1 FROM json_each(job.labels) e WHERE e.key = ? AND e.value = ?)",
                        it -> it.text(label.key()).text(label.value())));
        filter.since().ifPresent(since -> with("submitted >= ?", it -> it.time(since)));
        if (!filter.removed()) {
            conditions.add("removed = 0");
        }
    }

    /** Where only live jobs are wanted the small index of those is enough. */
    private void states(List<JobState> states) {
        if (states.stream().noneMatch(JobState::isTerminal)) {
            table = "job INDEXED BY job_live";
            conditions.add("ended IS NULL");
        }
        with("state IN (" + marks(states) + ")", command -> given(states, command));
    }

    /** An array is listed where any of its members would be. */
    private void grouped(List<JobState> states) {
        if (states.isEmpty()) {
            conditions.add("(array IS NULL OR array = number)");
        } else if (states.stream().noneMatch(JobState::isTerminal)) {
            with(
                    "number IN (SELECT coalesce(array, number) FROM job INDEXED BY job_live"
                            + " WHERE ended IS NULL AND state IN (" + marks(states) + "))",
                    command -> given(states, command));
        } else {
            with(
                    "(array IS NULL AND state IN (" + marks(states) + ") OR array = number AND EXISTS"
                            + " (SELECT 1 FROM job m WHERE m.array = job.number AND m.state IN (" + marks(states)
                            + ")))",
                    command -> {
                        given(states, command);
                        given(states, command);
                    });
        }
    }

    private static String marks(List<JobState> states) {
        return String.join(",", Collections.nCopies(states.size(), "?"));
    }

    private static void given(List<JobState> states, Command command) throws SQLException {
        for (JobState state : states) {
            command.text(state.name());
        }
    }

    private void behind(Cursor cursor) {
        with(
                "(submitted, id) < (?, ?)",
                it -> it.time(cursor.submitted()).text(cursor.id().text()));
    }

    private void with(String condition, Given values) {
        conditions.add(condition);
        given.add(values);
    }

    private List<JobRow> run(Connection connection, int limit) throws SQLException {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String sql =
                "SELECT " + JobRow.COLUMNS + " FROM " + table + where + " ORDER BY submitted DESC, id DESC LIMIT ?";
        try (Command command = new Command(connection, sql)) {
            for (Given values : given) {
                values.to(command);
            }
            return command.number(limit).list(JobRow::of);
        }
    }
}
