package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/** Asks NVIDIA's own tool for the GPUs of this machine, and how busy they are. A machine without the tool has none. */
final class NvidiaSmi implements GpuTool {
    private static final String END = "</nvidia_smi_log>";
    private static final int BUSY = 100;
    private static final Pattern LOAD = Pattern.compile("(GPU-[0-9a-fA-F-]{1,60}), *(?:(\\d{1,3})|.*)");

    private final List<String> inventory;
    private final List<String> listing;
    private final List<String> loads;
    private final List<String> table;
    private final Tool tool;
    /** The table that was read last, and of how many GPUs; where they sit does not change while the machine runs. */
    private Seen seen = new Seen(0, Affinity.UNKNOWN);

    private record Seen(int gpus, Affinity affinity) {}

    NvidiaSmi(Duration deadline) {
        this(
                List.of("nvidia-smi", "-q", "-x"),
                List.of("nvidia-smi", "-L"),
                List.of("nvidia-smi", "--query-gpu=uuid,utilization.gpu", "--format=csv,noheader,nounits"),
                List.of("nvidia-smi", "topo", "-m"),
                deadline);
    }

    /**
     * @param inventory prints the report on standard output
     * @param listing prints a line for each device and each MIG instance
     * @param loads prints a line for each device: its UUID, a comma, and how busy it is in percent
     * @param table prints which devices are near each other
     */
    NvidiaSmi(List<String> inventory, List<String> listing, List<String> loads, List<String> table, Duration deadline) {
        this.inventory = List.copyOf(inventory);
        this.listing = List.copyOf(listing);
        this.loads = List.copyOf(loads);
        this.table = List.copyOf(table);
        this.tool = new Tool(deadline);
    }

    @Override
    public Gpus devices() throws InterruptedException {
        return switch (tool.ask(inventory)) {
            case Tool.Printed.Missing _ -> Gpus.NONE;
            case Tool.Printed.Failed(String why) -> Gpus.none(why);
            case Tool.Printed.Text printed -> {
                try {
                    yield report(printed);
                } catch (XMLStreamException e) {
                    yield Gpus.none(printed.failed().why());
                }
            }
        };
    }

    /** About a GPU that it cannot reach the tool says a line before or after the report, and ends with a code of its own. */
    private Gpus report(Tool.Printed.Text printed) throws XMLStreamException, InterruptedException {
        String text = printed.text();
        int begin = text.indexOf('<');
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new XMLStreamException("no report");
        }
        String xml = text.substring(begin, end + END.length());
        String listed = xml.contains("<current_mig>Enabled") && tool.ask(listing) instanceof Tool.Printed.Text mig
                ? mig.text()
                : "";
        Gpus gpus = NvidiaReport.parse(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                MigListing.parse(listed),
                affinity(xml.split("<gpu ", -1).length - 1));
        List<String> notices = new ArrayList<>(gpus.notices());
        Stream.of(text.substring(0, begin), text.substring(end + END.length()))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> notices.add("nvidia-smi: " + line));
        return new Gpus(gpus.devices(), gpus.cuda(), gpus.driver(), notices, gpus.conditions(), gpus.failure());
    }

    private synchronized Affinity affinity(int gpus) throws InterruptedException {
        if (seen.gpus() != gpus
                && tool.ask(table) instanceof Tool.Printed.Text(String text, int code, String _)
                && code == 0) {
            seen = new Seen(gpus, Affinity.parse(text, Runtime.getRuntime().availableProcessors()));
        }
        return seen.affinity();
    }

    /** One that does not say so, as in MIG mode, counts as busy. */
    @Override
    public Optional<Map<DeviceId, Integer>> busy() throws InterruptedException {
        return switch (tool.ask(loads)) {
            case Tool.Printed.Missing _ -> Optional.of(Map.of());
            case Tool.Printed.Failed _ -> Optional.empty();
            case Tool.Printed.Text(String text, int code, String _) -> {
                Map<DeviceId, Integer> busy = new HashMap<>();
                text.lines()
                        .map(String::strip)
                        .map(LOAD::matcher)
                        .filter(Matcher::matches)
                        .forEach(line -> busy.put(
                                new DeviceId(line.group(1)),
                                line.group(2) == null ? BUSY : Integer.parseInt(line.group(2))));
                yield code != 0 && busy.isEmpty() ? Optional.empty() : Optional.of(busy);
            }
        };
    }
}
