package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.MigProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code nvidia-smi -L} prints: each GPU, and beneath it its MIG instances, whose UUIDs the long report does not have. */
final class MigListing {
    private static final Pattern GPU = Pattern.compile("GPU \\d+: .*\\(UUID: (GPU-[0-9a-fA-F-]{1,60})\\)");
    private static final Pattern INSTANCE =
            Pattern.compile("MIG (\\d+g\\.\\d+gb)(?:\\+\\S+)? +Device +\\d+: \\(UUID: (MIG-[0-9a-zA-Z/-]{1,100})\\)");

    private MigListing() {}

    /** A MIG instance. */
    record Instance(DeviceId id, MigProfile profile) {}

    /** By GPU, in the order in which they are listed. What is no line of either kind says nothing. */
    static Map<DeviceId, List<Instance>> parse(String text) {
        Map<DeviceId, List<Instance>> listing = new LinkedHashMap<>();
        List<Instance> current = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher gpu = GPU.matcher(line);
            if (gpu.matches()) {
                current = listing.computeIfAbsent(new DeviceId(gpu.group(1)), _ -> new ArrayList<>());
            }
            Matcher instance = INSTANCE.matcher(line);
            if (instance.matches()) {
                Optional<MigProfile> profile = MigProfile.of(instance.group(1));
                List<Instance> of = current;
                profile.ifPresent(it -> of.add(new Instance(new DeviceId(instance.group(2)), it)));
            }
        }
        return listing;
    }
}
