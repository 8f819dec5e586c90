package io.fairlead.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Sample;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Texts;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ScoreTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    /** Everything that somebody can make better about a job, each a bit. */
    private static final int INSTALLS_NOTHING = 0;

    private static final int PINNED_PACKAGES = 1;
    private static final int FROM_A_REGISTRY = 2;
    private static final int BY_DIGEST = 3;
    private static final int SEED = 4;
    private static final int DETERMINISTIC = 5;
    private static final int MODEL = 6;
    private static final int READ_ONLY = 7;
    private static final int COMMITTED = 8;
    private static final int RECORDED = 9;
    private static final int SAME_DRIVER = 10;
    private static final int SAME_KERNEL = 11;
    private static final int BITS = 12;

    private static Surroundings on(String kernel, String driver) {
        return new Surroundings(
                "docker 20.10", "runc 1.1", kernel, Optional.of(driver), Optional.of("12.4"), List.of());
    }

    private static Seen seen(BitSet good) {
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        if (good.get(SEED)) {
            environment.put("PYTHONHASHSEED", "1");
        }
        if (good.get(DETERMINISTIC)) {
            environment.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        }
        String name = good.get(BY_DIGEST) ? "team/train@" + DIGEST : "team/train:1";
        ResolvedImage image = new ResolvedImage(
                name,
                DIGEST,
                good.get(FROM_A_REGISTRY) ? ResolvedImage.Kind.MANIFEST : ResolvedImage.Kind.IMAGE_ID,
                "linux/amd64",
                Bytes.ofMib(1));
        Submission submission = submission(image, environment, good.get(MODEL), good.get(READ_ONLY));
        List<String> installs = good.get(INSTALLS_NOTHING)
                ? List.of()
                : List.of(good.get(PINNED_PACKAGES) ? "einops==0.8.0" : "einops");
        Code code = new Code(
                "/data/src",
                Optional.of("0b".repeat(20)),
                Optional.of("main"),
                good.get(COMMITTED) ? Code.Changed.NO : Code.Changed.YES);
        RunRecord record =
                new RunRecord(on("6.1", "550"), Optional.empty(), Optional.empty(), List.of(), List.of(code));
        Surroundings now = on(good.get(SAME_KERNEL) ? "6.1" : "6.2", good.get(SAME_DRIVER) ? "550" : "560");
        return new Seen(
                submission,
                installs,
                good.get(RECORDED) ? Optional.of(record) : Optional.empty(),
                good.get(RECORDED) ? Optional.of(now) : Optional.empty());
    }

    private static Submission submission(
            ResolvedImage image, SequencedMap<String, String> environment, boolean model, boolean readOnly) {
        Resources any = Resources.of(Cores.of(1), Gpus.of(1), Bytes.ofMib(64));
        Resources resources = new Resources(
                any.cpus(),
                any.gpus(),
                any.memory(),
                model ? List.of("a100") : List.of(),
                any.gpuMemory(),
                any.migProfile(),
                any.minCuda(),
                any.clusters(),
                any.node(),
                any.features(),
                any.shm(),
                any.scratch());
        DockerRequest plain = DockerRequest.of(ImageReference.parse(image.reference()), new Command.ImageDefault());
        DockerRequest docker = new DockerRequest(
                plain.image(),
                plain.command(),
                plain.entrypoint(),
                environment,
                plain.hostname(),
                plain.secrets(),
                plain.storage(),
                plain.workingDir(),
                plain.user(),
                plain.groupAdd(),
                plain.projectGidVariable(),
                false,
                false,
                false,
                plain.stopSignal(),
                plain.pull());
        Submission sample = Sample.submission(JobDefinition.of("train", resources, docker));
        SiteMounts mounts = new SiteMounts(
                "local",
                List.of(new ResolvedMount.Folder("share", "/srv/share", "", "/data", readOnly, Making.NOTHING)));
        return new Submission(
                sample.owner(),
                sample.project(),
                sample.definition(),
                new Texts("{}", "{}"),
                "test",
                image,
                List.of(mounts),
                sample.nodes(),
                Optional.empty());
    }

    @Test
    void making_one_thing_better_never_lowers_the_score_or_a_part_of_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> lower = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            BitSet before = BitSet.valueOf(new long[] {random.nextLong()});
            int better = random.nextInt(BITS);
            BitSet after = (BitSet) before.clone();
            after.set(better);
            Score one = Score.of(seen(before));
            Score other = Score.of(seen(after));
            // A record that appears brings what it says of the machine; it is still worth more than none.
            if (other.milli() < one.milli()
                    || other.imageImmutability().milli()
                            < one.imageImmutability().milli()
                    || other.runtimeConsistency().milli()
                            < one.runtimeConsistency().milli()) {
                lower.add(before + " and then " + better);
            }
        }
        assertThat(lower).as("seed " + seed).isEmpty();
    }

    @Test
    void nothing_to_be_done_better_is_a_score_of_one() {
        BitSet all = new BitSet();
        all.set(0, BITS);

        Score score = Score.of(seen(all));

        assertThat(score.imageImmutability().deductions()).isEmpty();
        assertThat(score.runtimeConsistency().deductions()).isEmpty();
        assertThat(score.milli()).isEqualTo(1000);
    }

    @Test
    void every_deduction_says_what_to_do_and_none_makes_a_part_negative() {
        Score score = Score.of(seen(new BitSet()));

        assertThat(score.imageImmutability().milli()).isBetween(0, 999);
        assertThat(score.runtimeConsistency().milli()).isBetween(0, 999);
        assertThat(score.runtimeConsistency().deductions())
                .allSatisfy(it -> assertThat(it.reason().fix()).isNotBlank())
                .isSortedAccordingTo((one, other) -> other.costs() - one.costs());
        assertThat(score.imageImmutability().deductions())
                .extracting(it -> it.reason().code())
                .containsExactly("N-SCORE-INSTALLS", "N-SCORE-IMAGE-LOCAL", "N-SCORE-IMAGE-TAG");
    }
}
