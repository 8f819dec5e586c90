package io.fairlead.wire.dialect;

import io.fairlead.core.unit.Bytes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CPUs and memory of a line, as far as they were said. Where other systems count shared memory and tmpfs into the memory,
 * here they come on top: what is left for the processes is the difference.
 */
public final class Amounts {
    private static final String[] CPUS = {"request", "resources", "cpus"};
    private static final String[] MEMORY = {"request", "resources", "cpuMemoryGb"};
    private static final String[] SHM = {"request", "resources", "shmGb"};

    private final Defaults defaults;
    private final Word whole;
    private final Remarks remarks;
    private @Nullable BigDecimal cpus;
    private @Nullable Bytes memory;
    private @Nullable Bytes shm;
    private Bytes tmpfs = Bytes.ZERO;
    private Word cpusAt;
    private Word memoryAt;
    private Word shmAt;

    /** @param whole the word that stands for the line, where an amount was not said */
    public Amounts(Defaults defaults, Word whole, Remarks remarks) {
        this.defaults = defaults;
        this.whole = whole;
        this.remarks = remarks;
        this.cpusAt = whole;
        this.memoryAt = whole;
        this.shmAt = whole;
    }

    public void cpus(Word at, BigDecimal count) {
        cpus = count;
        cpusAt = at;
    }

    /** @param all with shared memory and tmpfs */
    public void memory(Word at, Bytes all) {
        memory = all;
        memoryAt = at;
    }

    public void shm(Word at, Bytes size) {
        shm = size;
        shmAt = at;
    }

    /** @param size of all tmpfs together */
    public void tmpfs(Bytes size) {
        tmpfs = size;
    }

    /** What was said, or what the site gives. */
    public Bytes memoryFor(BigDecimal gpus) {
        return memory == null ? defaults.memoryFor(gpus) : memory;
    }

    /** @param shmOtherwise what the other system gives and counts in, where the line says memory and no shared memory */
    public void into(Draft draft, BigDecimal gpus, Bytes shmOtherwise) {
        List<String> what = new ArrayList<>();
        List<String> values = new ArrayList<>();
        BigDecimal count = cpus;
        if (count == null) {
            count = defaults.cpusFor(gpus);
            what.add("CPUs");
            values.add(count.toPlainString() + (count.compareTo(BigDecimal.ONE) == 0 ? " CPU" : " CPUs"));
        }
        draft.put(cpusAt, count, CPUS);
        if (memory == null) {
            what.add("memory");
            values.add(defaults.memoryFor(gpus).toString());
            draft.put(whole, defaults.memoryFor(gpus).gib(), MEMORY);
        } else {
            Bytes shared = shm == null ? shmOtherwise : shm;
            difference(draft, memory, shared);
            draft.put(shmAt, shared.gib(), SHM);
        }
        if (shm != null) {
            draft.put(shmAt, shm.gib(), SHM);
        }
        if (!what.isEmpty()) {
            String verb = what.size() > 1 ? " are" : what.getFirst().equals("CPUs") ? " are" : " is";
            remarks.notice(
                    whole,
                    DialectProblems.DEFAULTED,
                    "what",
                    String.join(" and ", what) + verb,
                    "value",
                    String.join(" and ", values));
        }
    }

    private void difference(Draft draft, Bytes all, Bytes shared) {
        Bytes beside = shared.plus(tmpfs);
        if (all.compareTo(beside) <= 0) {
            remarks.problem(memoryAt, DialectProblems.NOTHING_LEFT, "memory", all, "shm", shared, "tmpfs", tmpfs);
            draft.put(memoryAt, all.gib(), MEMORY);
        } else {
            draft.put(memoryAt, all.minus(beside).gib(), MEMORY);
        }
    }
}
