package io.fairlead.server.inventory;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.CudaVersion;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Deque<String> path = new ArrayDeque<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private Map<String, String> gpu = new HashMap<>();
    private Optional<CudaVersion> cuda = Optional.empty();
    private Optional<String> driver = Optional.empty();
    private int index;

    private final Map<DeviceId, List<MigListing.Instance>> instances;

    private NvidiaReport(Map<DeviceId, List<MigListing.Instance>> instances) {
        this.instances = instances;
    }

    /**
     * @param instances of the GPUs in MIG mode
     * @throws XMLStreamException where it is no such report
     */
    static Gpus parse(InputStream xml, Map<DeviceId, List<MigListing.Instance>> instances) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        try {
            NvidiaReport report = new NvidiaReport(instances);
            report.read(reader);
            return new Gpus(report.devices, report.cuda, report.driver, report.notices);
        } finally {
            reader.close();
        }
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> path.addLast(reader.getLocalName());
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
            gpu.putIfAbsent(at.substring(GPU.length() + 1), text);
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
            add(new Device(new DeviceId(uuid), index, model, size, false), who);
        }
        index++;
        gpu = new HashMap<>();
    }

    /** A GPU in MIG mode is given out as its instances alone. */
    private void add(Device whole, String who) {
        if (!gpu.getOrDefault("mig_mode/current_mig", "").equals("Enabled")) {
            devices.add(whole);
            return;
        }
        List<MigListing.Instance> of = instances.getOrDefault(whole.id(), List.of());
        if (of.isEmpty()) {
            notices.add(who + " is left out: it is in MIG mode, and nvidia-smi -L lists no instance of it");
        }
        for (int n = 0; n < of.size(); n++) {
            devices.add(whole.instance(of.get(n).id(), n, of.get(n).profile()));
        }
    }
}
