package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Asks AMD's tool for the GPUs of this machine, and how busy they are. A machine without the tool has none. */
final class RocmSmi implements GpuTool {
    private static final int BUSY = 100;

    private final List<String> inventory;
    private final List<String> loads;
    private final Path kfd;
    private final Tool tool;

    /** @param kfd where the kernel's driver shows its devices and who uses them: {@code /sys/class/kfd/kfd} */
    RocmSmi(Duration deadline, Path kfd) {
        this(
                List.of(
                        "rocm-smi",
                        "--showproductname",
                        "--showuniqueid",
                        "--showbus",
                        "--showmeminfo",
                        "vram",
                        "--showdriverversion",
                        "--showtoponuma",
                        "--json"),
                List.of("rocm-smi", "--showuse", "--showuniqueid", "--showbus", "--json"),
                deadline,
                kfd);
    }

    /**
     * @param inventory prints a JSON object of cards
     * @param loads prints one that says how busy each is in percent
     */
    RocmSmi(List<String> inventory, List<String> loads, Duration deadline, Path kfd) {
        this.inventory = List.copyOf(inventory);
        this.loads = List.copyOf(loads);
        this.kfd = kfd;
        this.tool = new Tool(deadline);
    }

    @Override
    public Gpus devices() throws InterruptedException {
        return switch (tool.ask(inventory)) {
            case Tool.Printed.Missing _ -> Gpus.NONE;
            case Tool.Printed.Failed(String why) -> Gpus.none(why);
            case Tool.Printed.Text printed -> {
                try {
                    yield RocmReport.parse(json(printed.text())).gpus(new KfdProcesses(kfd).byAddress());
                } catch (JacksonException noReport) {
                    yield Gpus.none(printed.failed().why());
                }
            }
        };
    }

    @Override
    public Optional<Map<DeviceId, Integer>> busy() throws InterruptedException {
        return switch (tool.ask(loads)) {
            case Tool.Printed.Missing _ -> Optional.of(Map.of());
            case Tool.Printed.Failed _ -> Optional.empty();
            case Tool.Printed.Text(String text, int _, String _) -> {
                try {
                    Map<DeviceId, Integer> busy = new HashMap<>();
                    RocmReport.parse(json(text))
                            .cards()
                            .forEach(card -> card.id()
                                    .ifPresent(id -> busy.put(id, card.use().orElse(BUSY))));
                    yield Optional.of(busy);
                } catch (JacksonException noReport) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** Warnings may stand before it. */
    private static String json(String text) {
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}');
        return begin < 0 || end < begin ? text : text.substring(begin, end + 1);
    }
}
