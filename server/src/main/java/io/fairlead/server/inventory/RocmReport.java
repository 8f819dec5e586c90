package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Spot;
import io.fairlead.core.unit.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code rocm-smi --json} prints: an object for each of them, by its number, and one for the system. Keys are
 * written otherwise in some releases ({@code Card series}, {@code Card Series}), so their case says nothing.
 *
 * @param cards in the order of their numbers
 */
record RocmReport(List<Card> cards, Optional<String> driver) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CARD = Pattern.compile("card(\\d{1,3})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern UNIQUE = Pattern.compile("0x([0-9a-f]{1,16})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    /** The code name of the chip, then what people call it: {@code Arcturus GL-XL [Instinct MI100]}. */
    private static final Pattern NAMED = Pattern.compile(".*\\[([^\\]/][^\\]]*)\\].*");

    RocmReport {
        cards = List.copyOf(cards);
    }

    /**
     * One card.
     *
     * @param said by the key in lower case
     */
    record Card(int number, Map<String, String> said) {
        Card {
            said = Map.copyOf(said);
        }

        /** On the bus, as {@code 0000:83:00.0}. */
        Optional<String> address() {
            return said("pci bus")
                    .map(it -> it.toLowerCase(Locale.ROOT))
                    .filter(it -> ADDRESS.matcher(it).matches());
        }

        /** By its place, and where the card has a number of its own by that, too: consumer's cards have none. */
        Optional<DeviceId> id() {
            String unique = said("unique id")
                    .map(it -> UNIQUE.matcher(it.toLowerCase(Locale.ROOT)))
                    .filter(Matcher::matches)
                    .map(it -> "-" + it.group(1))
                    .orElse("");
            return address().map(at -> new DeviceId(DeviceId.AMD + at + unique));
        }

        Optional<Integer> use() {
            return number("gpu use (%)").map(Math::toIntExact);
        }

        private Optional<Long> number(String key) {
            return said(key).filter(it -> NUMBER.matcher(it).matches()).map(Long::parseLong);
        }

        private Optional<String> said(String key) {
            return Optional.ofNullable(said.get(key)).map(String::strip).filter(it -> !it.isEmpty());
        }

        private Optional<String> model() {
            return said("card series")
                    .filter(it -> !it.equals("N/A"))
                    .or(() -> said("device name"))
                    .filter(it -> !it.equals("N/A"))
                    .map(it -> {
                        Matcher named = NAMED.matcher(it);
                        String name = named.matches() ? named.group(1) : it;
                        return name.startsWith("AMD ") ? name : "AMD " + name;
                    });
        }

        /** Those beside the same memory are near each other. */
        private Spot spot() {
            return number("(topology) numa node")
                    .filter(it -> it < Integer.MAX_VALUE)
                    .map(it -> new Spot(it.intValue(), ""))
                    .orElse(Spot.ANYWHERE);
        }

        private Optional<Device> device(int index) {
            Optional<Long> memory = number("vram total memory (b)");
            return id().isPresent() && model().isPresent() && memory.isPresent()
                    ? Optional.of(
                            new Device(id().get(), index, model().get(), new Bytes(memory.get()), false).in(spot()))
                    : Optional.empty();
        }
    }

    /** @throws JacksonException where it is no JSON */
    static RocmReport parse(String json) {
        List<Card> cards = new ArrayList<>();
        JsonNode all = JSON.readTree(json);
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            Matcher card = CARD.matcher(entry.getKey());
            if (card.matches()) {
                cards.add(new Card(Integer.parseInt(card.group(1)), said(entry.getValue())));
            }
        }
        cards.sort(Comparator.comparingInt(Card::number));
        return new RocmReport(
                cards, Optional.ofNullable(said(all.path("system")).get("driver version")));
    }

    private static Map<String, String> said(JsonNode card) {
        Map<String, String> said = new TreeMap<>();
        card.properties()
                .forEach(entry -> said.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        entry.getValue().asString("")));
        return said;
    }

    /** @param computing processes by the card's place on the bus */
    Gpus gpus(Map<String, List<Gpus.GpuProcess>> computing) {
        List<Device> devices = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        Map<DeviceId, Gpus.Condition> conditions = new HashMap<>();
        for (Card card : cards) {
            Optional<Device> device = card.device(devices.size());
            if (device.isEmpty()) {
                notices.add(
                        "card" + card.number() + " is left out: rocm-smi gives no bus address, name or memory for it");
                continue;
            }
            devices.add(device.get());
            conditions.put(
                    device.get().id(),
                    new Gpus.Condition(
                            Optional.empty(),
                            computing.getOrDefault(card.address().orElseThrow(), List.of())));
        }
        return new Gpus(devices, Optional.empty(), driver, notices, conditions, Optional.empty());
    }
}
