package io.fairlead.core.image;

import io.fairlead.core.unit.CudaVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image demands of the driver beneath it, as NVIDIA's images say it in {@code NVIDIA_REQUIRE_CUDA}: alternatives
 * apart by blanks, each of conditions apart by commas. Images that only say what they were built with demand its major
 * version: newer minor ones run on any driver of that.
 *
 * @param text as the image says it
 */
public record CudaDemand(String text) {
    private static final String DEMAND = "NVIDIA_REQUIRE_CUDA=";
    private static final String BUILT_WITH = "CUDA_VERSION=";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3}).*");
    private static final Pattern CONDITION = Pattern.compile("(cuda|driver)(>=|<=|=|<|>)(\\d+(?:\\.\\d+)*)");

    /** @param environment lines of {@code NAME=value} of an image; empty where it demands nothing that is understood */
    public static Optional<CudaDemand> of(List<String> environment) {
        Optional<CudaDemand> said = after(DEMAND, environment)
                .filter(text -> CONDITION.matcher(text).find())
                .map(CudaDemand::new);
        return said.or(() -> after(BUILT_WITH, environment)
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(version -> new CudaDemand("cuda>=" + version.group(1) + ".0")));
    }

    private static Optional<String> after(String name, List<String> environment) {
        return environment.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    /**
     * Whether some alternative holds. Conditions on brands and architectures are taken to hold.
     *
     * @param cuda the newest version that the driver supports
     * @param driver its own version; empty: no condition on it holds
     */
    public boolean isMet(CudaVersion cuda, Optional<String> driver) {
        String supported = cuda.major() + "." + cuda.minor();
        return Arrays.stream(text.split("\\s+"))
                .anyMatch(alternative -> Arrays.stream(alternative.split(","))
                        .map(CONDITION::matcher)
                        .filter(Matcher::matches)
                        .allMatch(it -> it.group(1).equals("cuda")
                                ? holds(supported, it.group(2), it.group(3))
                                : driver.filter(own -> holds(own, it.group(2), it.group(3)))
                                        .isPresent()));
    }

    /** The first of the alternatives, which names what it was made for. */
    public String words() {
        return text.split("\\s+")[0].replace("cuda>=", "CUDA ").replace("driver>=", "driver ");
    }

    private static boolean holds(String own, String sign, String other) {
        int order = compare(own, other);
        return switch (sign) {
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            default -> order == 0;
        };
    }

    /** Part by part as numbers; only as many parts as the other has, so that 470.129 is neither above nor below 470. */
    private static int compare(String own, String other) {
        String[] left = own.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < right.length; i++) {
            int order = Long.compare(i < left.length ? number(left[i]) : 0, number(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long number(String digits) {
        String plain = digits.replaceAll("[^0-9].*", "");
        return plain.isEmpty() ? 0 : Long.parseLong(plain.substring(0, Math.min(plain.length(), 9)));
    }
}
