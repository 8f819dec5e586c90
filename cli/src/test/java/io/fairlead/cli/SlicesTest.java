package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.profile.Meaning;
import io.fairlead.cli.profile.Slices;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SlicesTest {
    private final Typed typed = new Typed().calledAs("slices");

    private static List<String> translated(String line) {
        Meaning meaning = new Slices().meaning("slices", List.of(line.split(" ")));
        assertThat(meaning).isInstanceOf(Meaning.Ours.class);
        return ((Meaning.Ours) meaning).words();
    }

    @Test
    void their_words_become_ours() {
        assertThat(translated("ai submit --hold job.json")).containsExactly("submit", "--hold", "job.json");
        assertThat(translated("ai log -f 7g3k")).containsExactly("logs", "-f", "7g3k");
        assertThat(translated("ai debug -r 7g3k")).containsExactly("events", "-o", "json", "7g3k");
        assertThat(translated("ai jobs -u -c 50")).containsExactly("jobs", "--limit", "50");
        assertThat(translated("ai jobs -U -r")).containsExactly("jobs", "--mine", "-o", "json");
        assertThat(translated("ai jobs 7g3k")).containsExactly("show", "7g3k");
        assertThat(translated("ai jobs -d 7g3k")).containsExactly("show", "--definition", "7g3k");
        assertThat(translated("ai clusters -r")).containsExactly("nodes", "-o", "json");
        assertThat(translated("ai wait --wait-run 7g3k")).containsExactly("wait", "--wait-run", "7g3k");
    }

    @Test
    void a_file_is_handed_in_and_the_id_alone_is_printed() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false));

            assertThat(typed.piped("{\"jobDefinition\":{}}").run("ai", "submit", "-"))
                    .isZero();
            assertThat(typed.out()).isEqualTo(Samples.ID + "\n");
        }
    }

    @Test
    void the_list_is_ours() {
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.JOBS, new JobList(List.of(), List.of(), Optional.empty()));

            assertThat(typed.run("ai", "jobs")).isZero();
            assertThat(typed.err()).isEqualTo("fairlead: no jobs\n");
        }
    }
}
