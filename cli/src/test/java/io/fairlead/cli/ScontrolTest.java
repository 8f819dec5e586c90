package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.json.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scontrol}, and numbers of several jobs. */
final class ScontrolTest {
    private static final ActionResponse DONE = new ActionResponse(Samples.ID, "x", "ONHOLD", "done", "done");

    @TempDir
    Path folder;

    private final Typed typed = new Typed();

    @BeforeEach
    void somebody() {
        typed.environment.put("HOME", folder.toString());
        typed.environment.put("PWD", folder.toString());
        typed.environment.put("USER", "alice");
    }

    private int scontrol(String line) {
        return typed.calledAs("scontrol").run(line.split(" "));
    }

    private static JobDetail detail(JobSummary job, String definition) {
        JobDetail one = Samples.detail("RUNNING", Optional.empty(), "", Optional.empty());
        return new JobDetail(
                job,
                one.description(),
                one.labels(),
                one.runsAs(),
                one.image(),
                one.mounts(),
                one.cancelRequestedAt(),
                one.attempts(),
                one.stages(),
                one.filesLeft(),
                one.rerunOf(),
                one.notices(),
                one.overQuota(),
                new JsonText(definition));
    }

    private FakeServer serverOfOne() {
        return new FakeServer(typed.socket).on(Route.JOB, (asked, reply) -> {
            if (asked.job().equals("_17") || asked.job().equals(Samples.ID)) {
                reply.json(200, Samples.detail("RUNNING", Optional.empty(), "", Optional.empty()));
            } else {
                reply.problem(404, FakeServer.problem("E-NO-JOB", "there is no such job"));
            }
        });
    }

    @Test
    void a_job_is_shown_in_the_known_layout_with_what_is_known() {
        try (var server = serverOfOne()) {
            assertThat(scontrol("show job 17")).isZero();
            assertThat(typed.out()).isEqualTo("""
                    JobId=17 JobName=train
                       UserId=alice(1001)
                       Account=vision
                       JobState=RUNNING Reason=None
                       Restarts=0 BatchFlag=0 ExitCode=0:0
                       RunTime=00:03:20 TimeLimit=UNLIMITED
                       SubmitTime=2026-03-01T12:55:00
                       StartTime=2026-03-01T12:56:40 EndTime=Unknown
                       Partition=fairlead
                       NodeList=dgx1
                       BatchHost=dgx1
                       NumNodes=1 NumCPUs=4
                       ReqTRES=cpu=4,mem=16G,node=1,gres/gpu=1
                       Comment=a small training

                    """);
            assertThat(scontrol("-o show JobId=17")).isZero();
            assertThat(typed.out()).startsWith("JobId=17 JobName=train UserId=").endsWith("training\n");
            assertThat(server.asked(Route.JOB))
                    .extracting(FakeServer.Asked::job)
                    .containsExactly("_17", "_17");
        }
    }

    @Test
    void those_that_are_there_are_shown_and_all_others_named() {
        try (var server = serverOfOne()) {
            assertThat(scontrol("show job 98,17 99")).isEqualTo(1);
            assertThat(typed.out()).contains("JobId=17 ");
            assertThat(typed.err()).contains("98 is the number", "99 is the number", "[E-SLURM-JOB]", "sacct");
            assertThat(server.asked(Route.JOB)).hasSize(3);
            assertThat(scontrol("show job 17_[x] 5= 17")).isEqualTo(1);
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).contains("17_[x]", "5=", "55_[1-3,7]");
            assertThat(server.asked(Route.JOB)).hasSize(3);
        }
    }

    @Test
    void without_a_number_all_of_ones_own_are_shown_that_live_or_have_just_ended() {
        JobSummary live = Samples.summary(Samples.ID, "train", "RUNNING", Optional.empty(), Optional.empty());
        JobSummary ended = Samples.summary("8h3k0q2m4x", "old", "FAILED", Optional.empty(), Optional.of(7));
        try (var server = new FakeServer(typed.socket)
                .on(
                        Route.JOB,
                        (asked, reply) -> reply.json(200, detail(asked.job().equals(Samples.ID) ? live : ended, "{}")))
                .on(Route.JOBS, (asked, reply) -> {
                    boolean narrowed = asked.query().containsKey("state");
                    reply.json(
                            200,
                            new JobList(narrowed ? List.of(live) : List.of(ended, live), List.of(), Optional.empty()));
                })) {
            assertThat(scontrol("show jobs -o")).isZero();
            assertThat(typed.out().lines()).hasSize(2);
            assertThat(typed.out())
                    .contains("JobName=old ", "JobState=FAILED Reason=NonZeroExitCode", "ExitCode=7:0")
                    .contains("JobName=train ");
            assertThat(server.asked(Route.JOB)).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "out-%j.txt, out-17.txt",
        "'it''s %x%%.%u', 'it''s demo%.alice'",
        "%A-%N.log, 17-dgx1.log",
        "/dev/null, /dev/null",
        "out-%5j.txt, ''",
        "%J.txt, 17.batch.txt",
    })
    void the_output_of_a_script_is_where_it_was_sent(String pattern, String expected) throws IOException {
        String script = Files.writeString(folder.resolve("job.sh"), "#!/bin/sh\napptainer exec a.sif true\n")
                .toString();
        JobSummary job = Samples.summary(Samples.ID, "demo", "RUNNING", Optional.empty(), Optional.empty());
        try (var server = new FakeServer(typed.socket)
                .on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false))
                .on(Route.JOB, detail(job, "{}"))) {
            assertThat(typed.calledAs("sbatch").run("-Q", "-J", "demo", "-t", "90", "-n", "2", "-o", pattern, script))
                    .isZero();
            String definition = server.asked(Route.SUBMIT).getFirst().body();
            server.on(Route.JOB, detail(job, definition));

            assertThat(scontrol("show job 17 -o")).isZero();

            assertThat(typed.out())
                    .contains("BatchFlag=1", "TimeLimit=01:30:00", "EndTime=2026-03-01T14:26:40")
                    .contains("NumTasks=2 CPUs/Task=1", "WorkDir=" + folder)
                    .doesNotContain("Command=");
            String file = expected.startsWith("/") ? expected : folder + "/" + expected;
            assertThat(typed.out().contains(" StdOut=")).isEqualTo(!expected.isEmpty());
            assertThat(typed.out()).endsWith(expected.isEmpty() ? "\n" : " StdOut=" + file + "\n");
        }
    }

    @Test
    void of_an_array_those_that_wait_are_one_and_the_others_each_for_itself() {
        var whole = new ArrayView(
                Samples.ID,
                Optional.of(17L),
                4,
                Optional.of(2),
                Optional.empty(),
                List.of(new ArrayView.Share("QUEUED", 2, "2-3"), new ArrayView.Share("RUNNING", 1, "1")));
        var one = new ArrayView(Samples.ID, Optional.of(17L), 4, Optional.of(2), Optional.of(1), List.of());
        JobSummary all =
                Samples.of(Samples.summary(Samples.ID, "sweep", "RUNNING", Optional.empty(), Optional.empty()), whole);
        JobSummary runs = Samples.of(
                Samples.summary(Samples.ID + ".1", "sweep", "RUNNING", Optional.empty(), Optional.empty()), one);
        JobSummary waits = Samples.of(
                Samples.summary(Samples.ID + ".2", "sweep", "QUEUED", Optional.empty(), Optional.empty()), one);
        try (var server = new FakeServer(typed.socket)
                .on(Route.JOB, detail(all, "{}"))
                .on(Route.JOBS, new JobList(List.of(runs, waits, waits), List.of(), Optional.empty()))) {
            assertThat(scontrol("show job 17 -o")).isZero();
            assertThat(typed.out().lines()).hasSize(2);
            assertThat(typed.out().lines().toList().getFirst())
                    .startsWith("JobId=17 ArrayJobId=17 ArrayTaskId=2-3%2 ArrayTaskThrottle=2 JobName=sweep ")
                    .contains("JobState=PENDING", "StartTime=Unknown EndTime=Unknown", " NodeList= ")
                    .doesNotContain("BatchHost");
            assertThat(typed.out().lines().toList().getLast())
                    .startsWith("JobId=99 ArrayJobId=17 ArrayTaskId=1 ")
                    .contains("JobState=RUNNING");
            assertThat(server.asked(Route.JOBS).getFirst().query()).containsEntry("members", Samples.ID);
        }
    }

    private static NodeList.NodeView node(String name, Optional<NodeList.NodeView.DrainView> drained) {
        var device = new NodeList.NodeView.DeviceView(
                "GPU-1",
                0,
                "A100",
                80L << 30,
                BigDecimal.ONE,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
        return new NodeList.NodeView(
                0,
                name,
                "local",
                new BigDecimal("8"),
                new BigDecimal("6"),
                16L << 30,
                12L << 30,
                List.of(device),
                Optional.empty(),
                List.of("fast"),
                true,
                Optional.empty(),
                true,
                drained);
    }

    @Test
    void machines_the_partition_and_reservations_are_shown() {
        var drain = new NodeList.NodeView.DrainView(Samples.ago(3600), "anna", "new fans");
        try (var server = new FakeServer(typed.socket)
                .on(Route.NODES, new NodeList(List.of(node("a", Optional.empty()), node("b", Optional.of(drain)))))
                .on(Route.RESERVATIONS, new ReservationList(List.of(ReservationTest.course("gpu1"))))) {
            assertThat(scontrol("show node b")).isZero();
            assertThat(typed.out()).isEqualTo("""
                    NodeName=b
                       CPUAlloc=2 CPUTot=8
                       AvailableFeatures=fast
                       ActiveFeatures=fast
                       Gres=gpu:1
                       RealMemory=16384 AllocMem=4096
                       State=ALLOCATED+DRAIN
                       Partitions=fairlead
                       CfgTRES=cpu=8,mem=16G,gres/gpu=1
                       AllocTRES=cpu=2,mem=4G,gres/gpu=1
                       Reason=new fans [anna@2026-03-01T12:00:00]

                    """);
            assertThat(scontrol("show nodes a,c -o")).isEqualTo(1);
            assertThat(typed.out().lines()).hasSize(1);
            assertThat(typed.err()).contains("node c not found", "[E-SLURM-NOT-THERE]");
            assertThat(scontrol("show partition -o")).isZero();
            assertThat(typed.out())
                    .isEqualTo("PartitionName=fairlead Default=YES MaxNodes=1 Nodes=a,b State=UP TotalCPUs=16"
                            + " TotalNodes=2 TRES=cpu=16,mem=32G,node=2,gres/gpu=2\n");
            assertThat(scontrol("show reservation")).isZero();
            assertThat(typed.out())
                    .startsWith("ReservationName=course StartTime=2100-12-01T09:00:00 EndTime=2100-12-01T13:00:00"
                            + " Duration=04:00:00\n   Nodes=gpu1 NodeCnt=1 CoreCnt=16 PartitionName=fairlead\n")
                    .contains("   TRES=cpu=16,mem=64G,gres/gpu=2\n   State=INACTIVE\n")
                    .doesNotContain("Users=");
            assertThat(scontrol("show reservation curse")).isEqualTo(1);
            assertThat(typed.err()).contains("did you mean course?");
            assertThat(server.asked(Route.RESERVATIONS)).hasSize(2);
        }
    }

    @Test
    void jobs_are_held_and_released_without_a_word_and_all_are_tried() {
        try (var server = new FakeServer(typed.socket).on(Route.RELEASE, DONE).on(Route.HOLD, (asked, reply) -> {
            if (asked.job().equals("_18")) {
                reply.problem(409, FakeServer.problem("E-NOT-WAITING", "it runs"));
            } else {
                reply.json(200, DONE);
            }
        })) {
            assertThat(scontrol("release 17_[1,3]")).isZero();
            assertThat(typed.out() + typed.err()).isEmpty();
            assertThat(scontrol("hold 17 18 19")).isEqualTo(1);
            assertThat(typed.err()).contains("18: it runs", "[E-NOT-WAITING]");
            assertThat(server.asked(Route.HOLD))
                    .extracting(FakeServer.Asked::job)
                    .containsExactly("_17", "_18", "_19");
            assertThat(server.asked(Route.RELEASE))
                    .extracting(FakeServer.Asked::job)
                    .containsExactly("_17_1", "_17_3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "requeue 17, fairlead rerun",
        "update JobId=17 TimeLimit=5, scancel it and hand in another",
        "suspend 17, scontrol hold",
        "shwo job 17, did you mean show?",
        "frobnicate, 'show, hold, release, create, delete'",
        "show jbo 17, did you mean job?",
        "show config, fairlead status",
        "show steps 17, scontrol show job",
        "hold, NUMBER",
    })
    void every_other_word_is_refused_by_name_with_what_to_do(String line, String fix) {
        assertThat(scontrol(line)).isEqualTo(2);
        assertThat(typed.err()).contains(line.split(" ")[0], fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            starttime=2100-12-01T09:00 endtime=2100-12-01T13:00 users=ada,bob TRES=gres/gpu:A100=2,cpu=8,mem=64G | \
            'whole':false,'gpus':2,'model':'A100','cpus':8,'memoryBytes':68719476736,'from':'2100-12-01T08:00:00.000Z','until':'2100-12-01T12:00:00.000Z','users':['ada','bob'],'projects':[]
            StartTime=now Duration=1-00:30:00 Accounts=vision Nodes=gpu1 | \
            'node':'gpu1','whole':true,'gpus':0,'from':'2026-03-01T12:00:00.000Z','until':'2026-03-02T12:30:00.000Z','users':[],'projects':['vision']
            Duration=90 User=ada Nodes=gpu1 CoreCnt=4 TRES=gres/gpu=1 Flags=ignore_jobs PartitionName=fairlead | \
            'whole':false,'gpus':1,'cpus':4,'from':'2026-03-01T12:00:00.000Z','until':'2026-03-01T13:30:00.000Z'
            """)
    void what_is_to_be_reserved_becomes_the_wish(String words, String wish) {
        try (var server = new FakeServer(typed.socket).on(Route.RESERVATION_CREATE, ReservationTest.course("gpu1"))) {
            assertThat(scontrol("create reservation ReservationName=course " + words))
                    .isZero();
            assertThat(typed.out()).isEqualTo("Reservation created: course\n");
            String body =
                    server.asked(Route.RESERVATION_CREATE).getFirst().body().replace('"', '\'');
            assertThat(body).contains("'name':'course'", wish, "'force':" + words.contains("Flags"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            StartTime=soon Users=ada Nodes=gpu1 | StartTime takes now+2hours;EndTime or Duration;ReservationName is missing
            ReservationName=x EndTime=noon Duration=5 Users=+ada Nodes=a,b | one of them;not "+ada";Nodes takes one machine
            ReservationName=x Duration=5 Groups=staff NodeCnt=2 Nodse=a | --for group:NAME;Nodes=NAME;did you mean Nodes?;Users is missing
            ReservationName=x Duration=UNLIMITED Users=ada TRES=license=2 | not "UNLIMITED";not license=2
            ReservationName=x Duration=5 Users=ada Flags=MAINT,DAILY TRES=gres/gpu=1 PartitionName=long | leave MAINT out;leave DAILY out;not "long"
            ReservationName=x ReservationName=y Duration=5 Users=ada CoreCnt=none | given twice;not "none"
            ReservationName=x Duration=5 Users=ada | Nodes is missing, and so is TRES
            """)
    void all_that_is_wrong_with_a_reservation_is_said_at_once(String words, String said) {
        try (var server = new FakeServer(typed.socket).on(Route.RESERVATION_CREATE, ReservationTest.course("gpu1"))) {
            assertThat(scontrol("create " + words)).isEqualTo(2);
            assertThat(typed.err()).contains(said.split(";")).contains("[E-SCONTROL-WORD]");
            assertThat(server.asked(Route.RESERVATION_CREATE)).isEmpty();
        }
    }

    @Test
    void a_reservation_is_deleted_by_its_name_and_only_by_an_administrator() {
        try (var server = new FakeServer(typed.socket).on(Route.RESERVATION_DELETE, ReservationTest.course("gpu1"))) {
            assertThat(scontrol("delete ReservationName=course")).isZero();
            assertThat(typed.out() + typed.err()).isEmpty();
            assertThat(server.asked(Route.RESERVATION_DELETE).getFirst().job()).isEqualTo("course");
            assertThat(scontrol("delete NodeName=gpu1")).isEqualTo(2);
            assertThat(typed.err()).contains("ReservationName is missing", "fairlead node drain");

            server.on(
                    Route.RESERVATION_DELETE,
                    (_, reply) -> reply.problem(
                            403, FakeServer.problem("E-NOT-ADMINISTRATOR", "that is for administrators")));
            assertThat(scontrol("delete reservation=course")).isEqualTo(1);
            assertThat(typed.err()).contains("[E-NOT-ADMINISTRATOR]");
        }
    }

    @Test
    void scancel_means_exactly_the_members_that_are_listed() {
        Random chance = new Random(5);
        for (int round = 0; round < 10; round++) {
            TreeSet<Integer> indexes = new TreeSet<>();
            String listed = chance.ints(1 + chance.nextInt(5), 0, 60)
                    .mapToObj(first -> {
                        int last = first + chance.nextInt(4);
                        for (int index = first; index <= last; index++) {
                            indexes.add(index);
                        }
                        return first == last ? Integer.toString(first) : first + "-" + last;
                    })
                    .collect(Collectors.joining(","));
            try (var server = new FakeServer(typed.socket).on(Route.CANCEL, DONE)) {
                assertThat(typed.calledAs("scancel").run("54,55_[" + listed + "],56_2"))
                        .isZero();
                List<String> asked = server.asked(Route.CANCEL).stream()
                        .map(FakeServer.Asked::job)
                        .toList();
                assertThat(asked).startsWith("_54").endsWith("_56_2").hasSize(indexes.size() + 2);
                assertThat(asked.subList(1, asked.size() - 1))
                        .isEqualTo(indexes.stream().map(index -> "_55_" + index).toList());
            }
        }
    }

    @Test
    void scancel_tries_all_and_tells_of_each_that_cannot_be() {
        try (var server = new FakeServer(typed.socket).on(Route.CANCEL, (asked, reply) -> {
            switch (asked.job()) {
                case "_16" -> reply.problem(404, FakeServer.problem("E-NO-JOB", "there is no such job"));
                case "_17" -> reply.problem(409, FakeServer.problem("E-ENDED", "it has ended"));
                default -> reply.json(200, DONE);
            }
        })) {
            assertThat(typed.calledAs("scancel").run("16", "17", "18")).isEqualTo(1);
            assertThat(typed.err()).contains("Invalid job id specified: 16", "[E-SLURM-JOB]", "17: it has ended");
            assertThat(server.asked(Route.CANCEL)).hasSize(3);
            assertThat(typed.calledAs("scancel").run("18", "18_[3-1]", "", "18_[0-9999]"))
                    .isEqualTo(1);
            assertThat(typed.err()).contains("18_[3-1]", "\"\"", "18_[0-9999]");
            assertThat(server.asked(Route.CANCEL)).hasSize(3);
        }
    }
}
