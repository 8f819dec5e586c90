package io.fairlead.server.boot;

import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.server.inventory.Gpus;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.monitor.LogShelf;
import io.fairlead.server.records.NodeRecorder;
import io.fairlead.server.records.Recorder;
import java.util.List;
import java.util.Optional;

/**
 * What makes run records, for each node one.
 *
 * @param gpus of this machine
 */
record RecordRoom(LogShelf shelf, OwnThreads threads, Gpus gpus) {
    Recorder recorder(EngineRoom engine, Node node) {
        return new NodeRecorder(shelf, threads, node, surroundings(engine, node));
    }

    /** A machine of this site as it is now. */
    Optional<Surroundings> machine(List<EngineRoom> engines, List<Node> inventory, NodeRef ref) {
        Optional<Node> node =
                inventory.stream().filter(it -> it.ref().equals(ref)).findFirst();
        return engines.stream()
                .filter(engine -> engine.cluster().equals(ref.cluster()))
                .findFirst()
                .flatMap(engine -> node.map(it -> surroundings(engine, it)));
    }

    private Surroundings surroundings(EngineRoom engine, Node node) {
        Optional<EngineDescription> description = engine.description();
        boolean real = node.devices().stream().anyMatch(device -> !device.simulated());
        return new Surroundings(
                description.map(it -> "docker " + it.version()).orElse("fake"),
                description.map(EngineDescription::runtime).orElse(""),
                description.map(EngineDescription::kernel).orElseGet(() -> System.getProperty("os.version", "")),
                real ? gpus.driver() : Optional.empty(),
                node.cuda().map(Object::toString),
                List.of());
    }
}
