package io.fairlead.server.http.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Spot;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DeviceView;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class HouseViewsTest {
    @Test
    void a_device_says_which_others_it_is_near_to_and_which_CPUs() {
        Device plain = new Device(new DeviceId("GPU-0"), 0, "NVIDIA A100", Bytes.ofGib(80), false);
        Device near = new Device(new DeviceId("GPU-1"), 1, "NVIDIA A100", Bytes.ofGib(80), false)
                .in(new Spot(1, "16-31,48-63"));
        Node node = new Node(
                new NodeRef(ClusterId.LOCAL, "anvil"),
                "local",
                Cores.of(64),
                Bytes.ofGib(256),
                List.of(plain, near),
                Optional.empty(),
                List.of());

        NodeView view = HouseViews.node(new Desk.NodeNow(
                node,
                node.cores(),
                node.memory(),
                List.of(0, 0),
                Optional.empty(),
                Aside.NOTHING,
                new TreeMap<>(),
                false));

        assertThat(view.devices()).extracting(DeviceView::island).containsExactly(0, 1);
        assertThat(view.devices())
                .extracting(DeviceView::nearCpus)
                .containsExactly(Optional.empty(), Optional.of("16-31,48-63"));
    }
}
