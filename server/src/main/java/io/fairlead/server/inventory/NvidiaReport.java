package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.CudaVersion;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what {@code nvidia-smi -q -x} prints. Its document type is passed over: nothing outside the text is read. */
final class NvidiaReport {
    private static final Pattern CUDA = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,9}) MiB");
    private static final String ROOT = "nvidia_smi_log";
    private static final String GPU = ROOT + "/gpu";
    private static final String PROCESS = "processes/process_info";
    private static final String INSTANCE = "mig_devices/mig_device";
    /** Shares a GPU among the processes of one user; what computes are those. */
    private static final String MPS_SERVER = "nvidia-cuda-mps-server";

    private static final Pattern PID = Pattern.compile("\\d{1,9}");
    private static final String NOTHING = "None";
    private static final Pattern ALL_RIGHT = Pattern.compile("None|N/A|Requested functionality.*|");
    private static final SequencedMap<String, String> SICK = sick(
            "remapped_rows/remapped_row_failure",
            "has memory that could not be repaired (a failed row remapping)",
            "ecc_errors/unrepairable_memory",
            "has memory that cannot be repaired",
            "gpu_reset_status/reset_required",
            "needs a reset, says its driver",
            "remapped_rows/remapped_row_pending",
            "needs a reset: a row of its memory waits to be remapped",
            "retired_pages/pending_retirement",
            "needs a reset: pages of its memory wait to be retired",
            "retired_pages/pending_blacklist",
            "needs a reset: pages of its memory wait to be retired");

    private final Deque<String> path = new ArrayDeque<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<DeviceId, Gpus.Condition> conditions = new HashMap<>();
    private Map<String, String> gpu = new HashMap<>();
    private List<Map<String, String>> instancesHere = new ArrayList<>();
    private List<Map<String, String>> processes = new ArrayList<>();
    private Optional<CudaVersion> cuda = Optional.empty();
    private Optional<String> driver = Optional.empty();
    private int index;

    private final Map<DeviceId, List<MigListing.Instance>> instances;
    private final Affinity affinity;

    private static SequencedMap<String, String> sick(String... pairs) {
        SequencedMap<String, String> signs = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            signs.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableSequencedMap(signs);
    }

    private NvidiaReport(Map<DeviceId, List<MigListing.Instance>> instances, Affinity affinity) {
        this.instances = instances;
        this.affinity = affinity;
    }

    /**
     * @param instances of the GPUs in MIG mode
     * @param affinity where they sit
     * @throws XMLStreamException where it is no such report
     */
    static Gpus parse(InputStream xml, Map<DeviceId, List<MigListing.Instance>> instances, Affinity affinity)
            throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        try {
            NvidiaReport report = new NvidiaReport(instances, affinity);
            report.read(reader);
            return new Gpus(
                    report.devices, report.cuda, report.driver, report.notices, report.conditions, Optional.empty());
        } finally {
            reader.close();
        }
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(reader.getLocalName());
                    begin(String.join("/", path));
                }
                case XMLStreamConstants.CHARACTERS ->
                    text(String.join("/", path), reader.getText().strip());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (String.join("/", path).equals(GPU)) {
                        finishGpu();
                    }
                    path.removeLast();
                }
                default -> {
                    // comments and the document type say nothing
                }
            }
        }
    }

    private void begin(String at) {
        if (at.equals(GPU + "/" + PROCESS)) {
            processes.add(new HashMap<>());
        } else if (at.equals(GPU + "/" + INSTANCE)) {
            instancesHere.add(new HashMap<>());
        }
    }

    private void text(String at, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (at.equals(ROOT + "/cuda_version")) {
            Matcher version = CUDA.matcher(text);
            if (version.matches()) {
                cuda = Optional.of(
                        new CudaVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))));
            }
        } else if (at.equals(ROOT + "/driver_version")) {
            driver = Optional.of(text);
        } else if (at.startsWith(GPU + "/")) {
            ofGpu(at.substring(GPU.length() + 1), text);
        }
    }

    private void ofGpu(String at, String text) {
        if (at.startsWith(PROCESS + "/")) {
            processes.getLast().putIfAbsent(at.substring(PROCESS.length() + 1), text);
        } else if (at.startsWith(INSTANCE + "/")) {
            instancesHere.getLast().putIfAbsent(at.substring(INSTANCE.length() + 1), text);
        } else {
            gpu.putIfAbsent(at, text);
        }
    }

    private void finishGpu() {
        String uuid = gpu.getOrDefault("uuid", "");
        String model = gpu.getOrDefault("product_name", "");
        Matcher memory = MEMORY.matcher(gpu.getOrDefault("fb_memory_usage/total", ""));
        String who = "GPU " + index + " (" + (model.isEmpty() ? "no name" : model) + ")";
        if (!uuid.startsWith("GPU-") || model.isEmpty() || !memory.matches()) {
            notices.add(who + " is left out: nvidia-smi gives no UUID, name or memory for it");
        } else {
            Bytes size = Bytes.ofMib(Long.parseLong(memory.group(1)));
            add(new Device(new DeviceId(uuid), index, model, size, false).in(affinity.of(index)), who);
        }
        index++;
        gpu = new HashMap<>();
        instancesHere = new ArrayList<>();
        processes = new ArrayList<>();
    }

    /** A GPU in MIG mode is given out as its instances alone. */
    private void add(Device whole, String who) {
        if (!gpu.getOrDefault("mig_mode/current_mig", "").equals("Enabled")) {
            devices.add(whole);
            conditions.put(whole.id(), new Gpus.Condition(sick(), computing(processes)));
            return;
        }
        List<MigListing.Instance> of = instances.getOrDefault(whole.id(), List.of());
        if (of.isEmpty()) {
            notices.add(who + " is left out: it is in MIG mode, and nvidia-smi -L lists no instance of it");
        }
        for (int n = 0; n < of.size(); n++) {
            Device instance = whole.instance(of.get(n).id(), n, of.get(n).profile());
            devices.add(instance);
            conditions.put(instance.id(), new Gpus.Condition(sick(), computing(on(n))));
        }
    }

    /** The processes of an instance, which the report calls by two numbers of its own; the listing has the same order. */
    private List<Map<String, String>> on(int instance) {
        if (instance >= instancesHere.size()) {
            return processes;
        }
        Map<String, String> of = instancesHere.get(instance);
        return processes.stream()
                .filter(process -> List.of("gpu_instance_id", "compute_instance_id").stream()
                        .allMatch(key -> process.getOrDefault(key, "").equals(of.getOrDefault(key, ""))))
                .toList();
    }

    private static List<Gpus.GpuProcess> computing(List<Map<String, String>> processes) {
        List<Gpus.GpuProcess> computing = new ArrayList<>();
        for (Map<String, String> process : processes) {
            String name = process.getOrDefault("process_name", "?");
            String pid = process.getOrDefault("pid", "");
            if (process.getOrDefault("type", "").contains("C")
                    && PID.matcher(pid).matches()
                    && !name.endsWith(MPS_SERVER)) {
                computing.add(new Gpus.GpuProcess(Integer.parseInt(pid), name));
            }
        }
        return computing;
    }

    /** What the driver says that only a reset, a restart or a new GPU helps against. */
    private Optional<String> sick() {
        String action = gpu.getOrDefault("gpu_recovery_action", NOTHING);
        if (!ALL_RIGHT.matcher(action).matches()) {
            return Optional.of("needs a recovery, says its driver: " + action);
        }
        return SICK.entrySet().stream()
                .filter(sign -> gpu.getOrDefault(sign.getKey(), "").equals("Yes"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
