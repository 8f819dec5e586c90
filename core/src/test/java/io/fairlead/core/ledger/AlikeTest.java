package io.fairlead.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class AlikeTest {
    private static Job labelled(int number, String... keys) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        List.of(keys).forEach(key -> labels.put(key, "x"));
        JobDefinition plain = Sample.definition(1, 1, 64);
        return queued(
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

    /** With texts that say what is in the definition, as those of people's jobs do. */
    private static Job queued(int number, JobDefinition definition, NodeRef... nodes) {
        Submission plain = Sample.submission(definition, nodes);
        Submission written = new Submission(
                plain.owner(),
                plain.project(),
                definition,
                new Texts(definition.toString(), definition.toString()),
                plain.dialect(),
                plain.image(),
                plain.mounts(),
                plain.nodes(),
                plain.rerunOf());
        return Job.admitted(Sample.id(number), written, false, true, Sample.NOON);
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
    void a_submission_that_comes_again_is_kept_once_and_another_one_is_not_taken_for_it() {
        Alike alike = new Alike();
        Job first = alike.of(labelled(1, "a"));

        assertThat(alike.of(labelled(2, "a")).submission()).isSameAs(first.submission());

        List<Job> others = List.of(
                labelled(3, "b"),
                queued(4, labelled(4, "a").submission().definition(), new NodeRef(new ClusterId(1), "other")),
                labelled(5, "a"));
        for (Job other : others) {
            assertThat(alike.of(other)).isEqualTo(other);
        }
    }

    @Test
    void labels_keep_the_order_in_which_each_job_wrote_them() {
        Alike alike = new Alike();
        alike.of(labelled(1, "a", "b"));

        Job job = alike.of(labelled(2, "b", "a"));

        assertThat(job.submission().definition().labels().sequencedKeySet()).containsExactly("b", "a");
    }
}
