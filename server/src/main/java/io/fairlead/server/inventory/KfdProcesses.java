package io.fairlead.server.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who computes on AMD's GPUs, as the kernel's driver shows it: {@code topology/nodes/N/gpu_id} and {@code properties} say which
 * GPU is where on the bus, {@code proc/PID/vram_GPU} how many bytes of it a process has.
 *
 * @param kfd {@code /sys/class/kfd/kfd}
 */
record KfdProcesses(Path kfd) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern PID = Pattern.compile("\\d{1,9}");
    private static final Pattern VRAM = Pattern.compile("vram_(\\d{1,9})");
    private static final Pattern PROPERTY = Pattern.compile("(location_id|domain) (\\d{1,9})");
    private static final int BUS_SHIFT = 8;
    private static final int DEVICE_SHIFT = 3;
    private static final int DEVICE_MASK = 0x1f;
    private static final int FUNCTION_MASK = 7;
    private static final int BUS_MASK = 0xff;

    /** By the place on the bus, as {@code 0000:83:00.0}. What cannot be read, since it ends just now, says nothing. */
    Map<String, List<Gpus.GpuProcess>> byAddress() {
        Map<String, String> addresses = addresses();
        Map<String, List<Gpus.GpuProcess>> found = new HashMap<>();
        for (Path process : in(kfd.resolve("proc"))) {
            String pid = process.getFileName().toString();
            if (!PID.matcher(pid).matches()) {
                continue;
            }
            for (Path file : in(process)) {
                Matcher vram = VRAM.matcher(file.getFileName().toString());
                if (vram.matches() && number(file).filter(it -> it > 0).isPresent()) {
                    Optional.ofNullable(addresses.get(vram.group(1)))
                            .ifPresent(at -> found.computeIfAbsent(at, _ -> new ArrayList<>())
                                    .add(new Gpus.GpuProcess(Integer.parseInt(pid), name(pid))));
                }
            }
        }
        return found;
    }

    private Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        for (Path node : in(kfd.resolve("topology/nodes"))) {
            Optional<Long> gpu = number(node.resolve("gpu_id")).filter(it -> it > 0);
            if (gpu.isPresent()) {
                address(node.resolve("properties")).ifPresent(at -> addresses.put(Long.toString(gpu.get()), at));
            }
        }
        return addresses;
    }

    private static Optional<String> address(Path properties) {
        Map<String, Integer> found = new HashMap<>();
        try (Stream<String> lines = Files.lines(properties)) {
            lines.map(String::strip)
                    .map(PROPERTY::matcher)
                    .filter(Matcher::matches)
                    .forEach(it -> found.put(it.group(1), Integer.parseInt(it.group(2))));
        } catch (IOException | RuntimeException gone) {
            return Optional.empty();
        }
        return Optional.ofNullable(found.get("location_id"))
                .map(at -> String.format(
                        Locale.ROOT,
                        "%04x:%02x:%02x.%x",
                        found.getOrDefault("domain", 0),
                        at >> BUS_SHIFT & BUS_MASK,
                        at >> DEVICE_SHIFT & DEVICE_MASK,
                        at & FUNCTION_MASK));
    }

    private static String name(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "comm")).strip();
        } catch (IOException gone) {
            return "?";
        }
    }

    private static Optional<Long> number(Path file) {
        try {
            String text = Files.readString(file).strip();
            return NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
