package io.fairlead.store.change;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.store.sqlite.Micros;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A reservation as it is kept, without its node. */
final class ReservationCodec {
    private ReservationCodec() {}

    static String encode(Reservation it) {
        return Json.object(out -> {
            out.writeStringProperty("name", it.name());
            Json.array(out, "devices", it.part().devices(), device -> out.writeString(device.text()));
            out.writeNumberProperty("cores", it.part().cores().milli());
            out.writeNumberProperty("memory", it.part().memory().count());
            out.writeNumberProperty("from", Micros.of(it.from()));
            out.writeNumberProperty("until", Micros.of(it.until()));
            names(out, "users", it.members().users());
            names(out, "projects", it.members().projects());
            names(out, "groups", it.members().groups());
            Json.text(out, "by", it.by());
        });
    }

    private static void names(JsonGenerator out, String key, SortedSet<String> names) {
        Json.array(out, key, List.copyOf(names), out::writeString);
    }

    static Reservation decode(NodeRef node, String json) {
        JsonNode body = Json.tree(json);
        return new Reservation(
                Json.textIn(body, "name"),
                new Reservation.Part(
                        node,
                        Json.listIn(body, "devices", it -> new DeviceId(it.stringValue())),
                        new Cores(Json.smallIn(body, "cores")),
                        new Bytes(Json.numberIn(body, "memory"))),
                Micros.instant(Json.numberIn(body, "from")),
                Micros.instant(Json.numberIn(body, "until")),
                new Reservation.Members(names(body, "users"), names(body, "projects"), names(body, "groups")),
                Json.textIn(body, "by"));
    }

    private static SortedSet<String> names(JsonNode body, String key) {
        return new TreeSet<>(Json.listIn(body, key, JsonNode::stringValue));
    }
}
