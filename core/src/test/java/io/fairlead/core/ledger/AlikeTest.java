package io.fairlead.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class AlikeTest {
    private static Job labelled(int number, String... keys) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        List.of(keys).forEach(key -> labels.put(key, "x"));
        JobDefinition plain = Sample.definition(1, 1, 64);
        return Sample.queued(
                number,
                new JobDefinition(
                        plain.name(),
                        plain.description(),
                        plain.project(),
                        labels,
                        plain.resources(),
                        plain.docker(),
                        plain.scheduling(),
                        plain.expect(),
                        plain.extra()));
    }

    @Test
    void jobs_stay_equal_and_share_their_equal_parts() {
        Alike alike = new Alike();
        Job one = labelled(1, "a");
        Job other = labelled(2, "a");

        Job first = alike.of(one);
        Job second = alike.of(other);

        assertThat(first).isEqualTo(one);
        assertThat(second).isEqualTo(other);
        assertThat(second.submission().definition().resources())
                .isSameAs(first.submission().definition().resources());
        assertThat(second.submission().nodes()).isSameAs(first.submission().nodes());
        assertThat(second.submission().owner()).isSameAs(first.submission().owner());
        assertThat(second.submission().definition().docker().secrets())
                .isSameAs(first.submission().definition().docker().secrets());
    }

    @Test
    void labels_keep_the_order_in_which_each_job_wrote_them() {
        Alike alike = new Alike();
        alike.of(labelled(1, "a", "b"));

        Job job = alike.of(labelled(2, "b", "a"));

        assertThat(job.submission().definition().labels().sequencedKeySet()).containsExactly("b", "a");
    }
}
