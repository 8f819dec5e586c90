package io.fairlead.server.control;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.IdSource;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One machine with two devices, and those who ask for them. */
final class Given {
    static final Problem FULL =
            new ProblemCode("E-TEST-FULL", "the disk is full", "free some", "Only in tests.").reason();
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final ContainerNames NAMES = new ContainerNames("01234567");
    static final NodeRef NODE = new NodeRef(ClusterId.LOCAL, "node1");
    static final Actor ADA = new Actor.User(1001);

    private static final AtomicInteger IDS = new AtomicInteger();

    private Given() {}

    /** Keeps what it was answered. */
    static final class Answered implements Message.Answer {
        final List<Reply> replies = new ArrayList<>();

        @Override
        public synchronized void accept(Reply reply) {
            replies.add(reply);
        }

        JobId job() {
            return ((Reply.Accepted) replies.getFirst()).job().id();
        }

        String code() {
            return switch (replies.getFirst()) {
                case Reply.Accepted _ -> "";
                case Reply.Refused(var problems) -> problems.getFirst().code();
                case Reply.Conflict(var problem) -> problem.code();
                case Reply.NotLive _ -> "NOT-LIVE";
                case Reply.NodeKept _, Reply.Reserved _ -> "NODE";
                case Reply.Unavailable(var problem) -> problem.code();
            };
        }
    }

    static Node node() {
        return new Node(
                NODE,
                "local",
                Cores.of(8),
                Bytes.ofGib(16),
                List.of(
                        new Device(new DeviceId("GPU-0"), 0, "A100", Bytes.ofGib(40), true),
                        new Device(new DeviceId("GPU-1"), 1, "A100", Bytes.ofGib(40), true)),
                Optional.empty(),
                List.of());
    }

    static IdSource ids() {
        return () -> new JobId("%010d".formatted(IDS.incrementAndGet()));
    }

    static ControlLoop loop(MemoryChangeLog log) {
        return loop(log, LimitTable.SHIPPED);
    }

    static ControlLoop loop(MemoryChangeLog log, LimitTable limits) {
        Ledger ledger =
                new Ledger(List.of(node()), log.load().jobs(), log.load().upkeep());
        return new ControlLoop(
                ledger,
                NAMES,
                new Intake(
                        ids(),
                        new AdmissionPolicy(limits, false),
                        id -> log.job(id).isPresent(),
                        log::jobs));
    }

    static Candidate candidate(long uid, int gpus, Scheduling scheduling, boolean imagePresent) {
        JobDefinition definition = new JobDefinition(
                "train",
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                Resources.of(Cores.of(1), Gpus.of(gpus), Bytes.ofMib(512)),
                DockerRequest.of(ImageReference.parse("team/train:1"), new Command.ImageDefault()),
                scheduling,
                io.fairlead.core.job.Expect.NONE,
                Extra.NONE);
        return new Candidate(
                new Submitter(uid, "user" + uid, uid, List.of(), "/home/user" + uid),
                new Project(uid, "user" + uid),
                definition,
                new Texts("{}", "{}"),
                "test",
                new ResolvedImage(
                        "team/train:1",
                        "sha256:" + "0a".repeat(32),
                        ResolvedImage.Kind.MANIFEST,
                        "linux/amd64",
                        Bytes.ofMib(512)),
                imagePresent,
                List.of(),
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
    }

    static Scheduling interactive() {
        return new Wished().interactive().grace(Duration.ofSeconds(10)).scheduling();
    }

    static Message.Submit submit(int gpus, Message.Answer answer) {
        return new Message.Submit(candidate(1001, gpus, Scheduling.DEFAULT, true), false, Optional.empty(), answer);
    }
}
