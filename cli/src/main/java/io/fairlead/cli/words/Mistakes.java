package io.fairlead.cli.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Values of several flags that do not fit: they are told together and not one by one. */
public final class Mistakes {
    private final List<WrongUsage> found = new ArrayList<>();

    /** What was read, or a stand-in where it does not fit; {@link #tell} is then due before the stand-in is used. */
    public <T> T read(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (WrongUsage e) {
            found.add(e);
            return otherwise;
        }
    }

    /** @throws WrongUsage where anything that was read did not fit, with all of it */
    public void tell() {
        if (!found.isEmpty()) {
            WrongUsage first = found.getFirst();
            throw new WrongUsage(first.message(), first.hint(), found.subList(1, found.size()));
        }
    }
}
