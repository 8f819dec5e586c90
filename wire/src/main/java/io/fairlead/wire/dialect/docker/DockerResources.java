package io.fairlead.wire.dialect.docker;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Amounts;
import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Sizes;
import io.fairlead.wire.dialect.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPUs, memory and shared memory. */
final class DockerResources {
    /** What Docker gives where nothing is said, and counts into the memory. */
    private static final Bytes SHM = Bytes.ofMib(64);

    private static final BigDecimal PERIOD_MICROS = BigDecimal.valueOf(100_000);
    private static final Pattern CPU_RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    private final FlagLine line;
    private final Amounts amounts;
    private final Remarks remarks;

    DockerResources(FlagLine line, Amounts amounts, Remarks remarks) {
        this.line = line;
        this.amounts = amounts;
        this.remarks = remarks;
    }

    /** @param tmpfs of all tmpfs together */
    void into(Draft draft, BigDecimal gpus, Bytes tmpfs) {
        amounts.tmpfs(tmpfs);
        cpus();
        line.last("--memory")
                .ifPresent(word -> Sizes.read("-m", word, remarks)
                        .filter(size -> size.count() > 0)
                        .ifPresent(size -> amounts.memory(word, size)));
        shm(gpus);
        amounts.into(draft, gpus, SHM);
    }

    private void cpus() {
        Optional<Word> said = line.last("--cpus");
        Optional<Word> quota = line.last("--cpu-quota");
        Optional<Word> set = line.last("--cpuset-cpus");
        if (said.isPresent()) {
            Sizes.number("--cpus", said.get(), "4 or 1.5", remarks)
                    .filter(count -> count.signum() > 0)
                    .ifPresent(count -> amounts.cpus(said.get(), count));
        } else if (quota.isPresent()) {
            BigDecimal period = line.last("--cpu-period")
                    .flatMap(word -> Sizes.number("--cpu-period", word, "100000", remarks))
                    .filter(micros -> micros.signum() > 0)
                    .orElse(PERIOD_MICROS);
            Sizes.number("--cpu-quota", quota.get(), "150000", remarks)
                    .filter(micros -> micros.signum() > 0)
                    .ifPresent(micros -> amounts.cpus(
                            quota.get(),
                            micros.divide(period, 3, RoundingMode.UP).stripTrailingZeros()));
        } else {
            set.ifPresent(this::cpuSet);
        }
    }

    /** As many as were named; which ones is the machine's business. */
    private void cpuSet(Word set) {
        long count = 0;
        for (String part : set.text().split(",", -1)) {
            Matcher range = CPU_RANGE.matcher(part);
            if (!range.matches()) {
                remarks.problem(set, DockerProblems.CPU_SET, "given", set.text());
                return;
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            count += Math.max(0, last - first + 1);
        }
        remarks.notice(set, DockerProblems.CPU_IDS, "given", set.text(), "count", count);
        amounts.cpus(set, BigDecimal.valueOf(Math.max(1, count)));
    }

    private void shm(BigDecimal gpus) {
        Optional<Word> said = line.last("--shm-size");
        Optional<Word> ipc = line.last("--ipc");
        if (said.isPresent()) {
            Sizes.read("--shm-size", said.get(), remarks)
                    .ifPresent(size -> amounts.shm(said.get(), size.count() == 0 ? SHM : size));
        }
        if (ipc.isEmpty()
                || List.of("private", "shareable", "").contains(ipc.get().text())) {
            return;
        }
        Word word = ipc.get();
        if (!word.text().equals("host")) {
            remarks.problem(word, DockerProblems.IPC, "given", word.text());
        } else if (said.isEmpty()) {
            Bytes half = new Bytes(amounts.memoryFor(gpus).count() / 2);
            amounts.shm(word, half);
            remarks.notice(word, DockerProblems.IPC_HOST, "size", half);
        }
    }
}
