package io.fairlead.server.records;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Job;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.monitor.LogShelf;
import io.fairlead.server.volumes.NodeGround;
import java.util.List;
import java.util.Optional;

/** Makes the run records of the attempts of one node. Whatever lies in volumes is looked at with its user's rights. */
public final class NodeRecorder implements Recorder {
    private final LogLook logs;
    private final OwnThreads threads;
    private final Node node;
    private final Surroundings surroundings;

    /** @param surroundings of the node, without devices */
    public NodeRecorder(LogShelf shelf, OwnThreads threads, Node node, Surroundings surroundings) {
        this.logs = new LogLook(shelf);
        this.threads = threads;
        this.node = node;
        this.surroundings = surroundings;
    }

    @Override
    public Optional<RunRecord> of(Job job, Attempt attempt) throws InterruptedException {
        if (attempt.times().running().isEmpty() || job.submission().isBuild()) {
            return Optional.empty();
        }
        Expect expect = job.submission().definition().expect();
        List<ResolvedMount> mounts = job.submission().mountsAt(node.site());
        Credentials user = NodeGround.credentials(job.submission());
        LogLook.Seen log = logs.of(job.id(), attempt.number(), expect.stdoutMatches());
        OutputLook outputs =
                new OutputLook(threads, user, attempt.times().running().get());
        return Optional.of(new RunRecord(
                surroundings.with(devices(attempt)),
                log.content(),
                log.matched(),
                outputs.of(expect.outputs(), mounts),
                new GitLook(threads, user).of(job.submission().definition().docker(), mounts)));
    }

    private List<String> devices(Attempt attempt) {
        return attempt.placements().getFirst().devices().stream()
                .flatMap(id ->
                        node.devices().stream().filter(device -> device.id().equals(id)))
                .map(NodeRecorder::words)
                .toList();
    }

    private static String words(Device device) {
        return device.simulated() ? device.model() + " (SIMULATED)" : device.model();
    }
}
