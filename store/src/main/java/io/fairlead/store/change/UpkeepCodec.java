package io.fairlead.store.change;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.upkeep.UpkeepChange;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What administrators said, as it is kept; words and versions as {@link ChangeCodec} has them. Of each kind there is one version. */
public final class UpkeepCodec {
    static final int VERSION = 1;

    private UpkeepCodec() {}

    /** The word of a kind. */
    static String kind(UpkeepChange change) {
        return switch (change) {
            case UpkeepChange.NodeDrained _ -> "node-drained";
            case UpkeepChange.NodeResumed _ -> "node-resumed";
            case UpkeepChange.Reserved _ -> "reserved";
            case UpkeepChange.Unreserved _ -> "unreserved";
        };
    }

    static String encode(UpkeepChange change) {
        return switch (change) {
            case UpkeepChange.NodeDrained it ->
                Json.object(out -> {
                    devices(out, it.devices());
                    Json.text(out, "by", it.by());
                    Json.text(out, "reason", it.reason());
                });
            case UpkeepChange.NodeResumed it -> Json.object(out -> devices(out, it.devices()));
            case UpkeepChange.Reserved it -> ReservationCodec.encode(it.reservation());
            case UpkeepChange.Unreserved it -> Json.object(out -> Json.text(out, "name", it.name()));
        };
    }

    private static void devices(JsonGenerator out, List<DeviceId> devices) {
        Json.array(out, "devices", devices, device -> out.writeString(device.text()));
    }

    /**
     * Reads one back.
     *
     * @param node of its columns
     * @throws IllegalStateException for a kind or a version that this program does not know
     */
    public static UpkeepChange decode(NodeRef node, String kind, int version, String json) {
        if (version != VERSION) {
            throw new IllegalStateException("change " + kind + " of version " + version);
        }
        JsonNode body = Json.tree(json);
        return switch (kind) {
            case "node-drained" ->
                new UpkeepChange.NodeDrained(node, devices(body), Json.textIn(body, "by"), Json.textIn(body, "reason"));
            case "node-resumed" -> new UpkeepChange.NodeResumed(node, devices(body));
            case "reserved" -> new UpkeepChange.Reserved(ReservationCodec.decode(node, json));
            case "unreserved" -> new UpkeepChange.Unreserved(node, Json.textIn(body, "name"));
            default -> throw new IllegalStateException("unknown kind of change: " + kind);
        };
    }

    private static List<DeviceId> devices(JsonNode body) {
        return Json.listIn(body, "devices", it -> new DeviceId(it.stringValue()));
    }
}
