package io.fairlead.wire.api;

import io.fairlead.wire.json.JsonText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a job for reproducibility.
 *
 * @param attempt whose it is: the newest that has a record; 0 where there is none
 * @param rerunOf the job that it repeats
 * @param definition canonical, as it was resolved
 * @param image exactly what ran
 * @param exitCode of that attempt
 * @param ranMillis how long its container ran
 * @param seeds variables that set where chance begins
 * @param ranOn the machine beneath the image
 * @param log everything that it wrote
 * @param matched whether a line of its log was as expected
 * @param outputs what was expected, as it was at the end
 * @param code git working trees in which its command or working folder lay
 */
public record RunRecordView(
        String job,
        String name,
        String state,
        int attempt,
        Optional<String> rerunOf,
        JsonText definition,
        JobDetail.Image image,
        Optional<Integer> exitCode,
        Optional<Long> ranMillis,
        Map<String, String> seeds,
        Optional<RanOn> ranOn,
        Optional<Sum> log,
        Optional<Boolean> matched,
        List<OutputView> outputs,
        List<CodeView> code,
        ScoreView score) {
    public RunRecordView {
        seeds = Collections.unmodifiableMap(new LinkedHashMap<>(seeds));
        outputs = List.copyOf(outputs);
        code = List.copyOf(code);
    }

    /**
     * What an attempt ran on.
     *
     * @param runtime what made the container
     * @param kernel release
     * @param driver version of the devices' driver
     * @param cuda the newest version that the driver supports
     * @param devices models
     */
    public record RanOn(
            String engine,
            String runtime,
            String kernel,
            Optional<String> driver,
            Optional<String> cuda,
            List<String> devices) {
        public RanOn {
            devices = List.copyOf(devices);
        }
    }

    /** @param sha256 in hexadecimal digits */
    public record Sum(long bytes, String sha256) {}

    /**
     * One expected output.
     *
     * @param path in the container
     * @param there whether something was there
     * @param written whether it was written since the attempt began
     * @param sum of a file or of everything in a folder
     * @param note why there is no sum
     */
    public record OutputView(String path, boolean there, boolean written, Optional<Sum> sum, Optional<String> note) {}

    /**
     * A git working tree.
     *
     * @param path in the container
     * @param changed {@code NO}, {@code YES} or {@code UNKNOWN}: whether tracked files differed from the commit
     */
    public record CodeView(String path, Optional<String> commit, Optional<String> branch, String changed) {}

    /** @param value the two parts multiplied, 0 to 1 */
    public record ScoreView(BigDecimal value, PartView imageImmutability, PartView runtimeConsistency) {}

    /**
     * One part of a score.
     *
     * @param value 0 to 1
     * @param reasons why it is not 1, the dearest first
     */
    public record PartView(BigDecimal value, List<DeductionView> reasons) {
        public PartView {
            reasons = List.copyOf(reasons);
        }
    }

    /** @param costs of its part, 0 to 1 */
    public record DeductionView(BigDecimal costs, Finding reason) {}
}
