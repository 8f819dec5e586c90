package io.fairlead.wire.dialect.docker;

import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.JobVariables;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How many devices a line asks for: by {@code --gpus}, by the runtime and its variable, or by device files. */
final class DockerGpus {
    private static final String VARIABLE = "NVIDIA_VISIBLE_DEVICES";
    /** A device by the container device interface, as podman takes it: {@code nvidia.com/gpu=0}. */
    private static final String CDI = "nvidia.com/gpu=";

    private static final String EXAMPLE = "--gpus 2 or --gpus '\"device=0,1\"'";

    /** Our own: docker itself knows whole devices alone. */
    private static final Pattern SHARE = Pattern.compile("(count=)?0?\\.(?!0+$)[0-9]{1,3}");

    private final FlagLine line;
    private final Remarks remarks;

    DockerGpus(FlagLine line, Remarks remarks) {
        this.line = line;
        this.remarks = remarks;
    }

    /** @param prefix the devices named before {@code nvidia-docker}, where that was typed */
    BigDecimal count(JobVariables variables, Optional<Word> prefix) {
        Optional<Word> visible = variables.take(VARIABLE).or(() -> prefix);
        variables.takeAll(name -> name.startsWith("NVIDIA_REQUIRE_") || name.equals("NVIDIA_DRIVER_CAPABILITIES"));
        Optional<Word> runtime = line.last("--runtime");
        runtime.filter(word -> !List.of("nvidia", "runc", "").contains(word.text()))
                .ifPresent(word -> remarks.problem(word, DockerProblems.RUNTIME, "given", word.text()));
        long files = deviceFiles();
        Optional<Word> flag = line.last("--gpus");
        if (flag.filter(word -> SHARE.matcher(word.text()).matches()).isPresent()) {
            return new BigDecimal(flag.get().text().replace("count=", ""));
        }
        if (flag.isPresent()) {
            return BigDecimal.valueOf(ofFlag(flag.get()));
        }
        if (runtime.filter(word -> word.text().equals("nvidia")).isPresent() || prefix.isPresent()) {
            Word at = runtime.or(() -> prefix).orElseThrow();
            return BigDecimal.valueOf(
                    visible.isPresent()
                            ? ofVariable(visible.get(), at)
                            : unsaid(at, runtime.isPresent() ? "--runtime=nvidia" : "nvidia-docker"));
        }
        return BigDecimal.valueOf(files);
    }

    /** Device files and names of GPUs count as one each; others are refused. */
    private long deviceFiles() {
        long count = 0;
        for (Word device : line.all("--device")) {
            String file = device.text().split(":", 2)[0];
            if (device.text().equals(CDI + "all")) {
                count += unsaid(device, "--device " + device.text());
            } else if (file.matches("/dev/nvidia[0-9]+") || file.startsWith(CDI)) {
                count++;
                remarks.notice(device, DockerProblems.GPU_IDS, "ids", file, "count", "one device");
            } else if (!file.startsWith("/dev/nvidia")) {
                remarks.problem(device, DockerProblems.DEVICE, "given", file);
            }
        }
        return count;
    }

    private long unsaid(Word at, String flag) {
        remarks.notice(at, DockerProblems.GPUS_UNSAID, "flag", flag);
        return 1;
    }

    private long ofVariable(Word visible, Word at) {
        return switch (visible.text()) {
            case "all" -> unsaid(at, VARIABLE + "=all");
            case "", "none", "void" -> 0;
            default -> named(visible, visible.text());
        };
    }

    private long named(Word at, String list) {
        long count = list.split(",").length;
        remarks.notice(
                at, DockerProblems.GPU_IDS, "ids", list, "count", count == 1 ? "one device" : count + " devices");
        return count;
    }

    /** A list of key=value with commas; double quotes keep a comma. */
    private long ofFlag(Word flag) {
        Optional<List<String>> fields = Csv.split(flag.text());
        if (fields.isEmpty() || flag.text().isBlank()) {
            return wrong(flag);
        }
        long count = -1;
        String devices = "";
        for (String field : fields.get()) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? "count" : field.substring(0, equals);
            String value = field.substring(equals + 1);
            switch (key) {
                case "count" -> count = value.equals("all") ? 0 : number(flag, value);
                case "device" -> devices = value;
                case "driver", "capabilities", "options" ->
                    remarks.notice(flag, DockerProblems.MOUNT_OPTION, "given", field);
                default -> {
                    return wrong(flag);
                }
            }
        }
        if (!devices.isEmpty() && count >= 0) {
            remarks.problem(
                    flag,
                    DockerProblems.GPUS_AMBIGUOUS,
                    "given",
                    flag.text(),
                    "device",
                    devices,
                    "example",
                    "--gpus '\"" + flag.text() + "\"'");
            return 1;
        }
        if (!devices.isEmpty()) {
            return named(flag, devices);
        }
        return count == 0 ? unsaid(flag, "--gpus " + flag.text()) : Math.max(1, count);
    }

    private long number(Word flag, String value) {
        return value.matches("[0-9]{1,4}") && !value.matches("0+") ? Long.parseLong(value) : wrong(flag);
    }

    private long wrong(Word flag) {
        remarks.problem(flag, DockerProblems.GPUS_FORM, "flag", "--gpus", "given", flag.text(), "example", EXAMPLE);
        return 1;
    }
}
