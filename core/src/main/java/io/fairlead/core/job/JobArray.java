package io.fairlead.core.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Many jobs from one definition: its members, which differ in their index and what it stands for.
 *
 * @param members one to {@value #MEMBERS_MOST}, by index, which none has in common with another
 * @param maxParallel how many of them have a place at a time, 1 or more; empty: any number
 */
public record JobArray(List<Member> members, Optional<Integer> maxParallel) {
    public static final int MEMBERS_MOST = 1_000;

    /** The greatest index. A job's place in the queue has 13 bits for it, so that it can never be more than 8,190. */
    public static final int INDEX_MOST = 8_000;

    /**
     * One of them.
     *
     * @param variables over those of the definition
     */
    public record Member(int index, SequencedMap<String, String> variables) {
        public Member {
            variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        }
    }

    public JobArray {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an array without members");
        }
    }

    /** Members that differ in nothing but their index, from 0 on. */
    public static JobArray ofSize(int size, Optional<Integer> maxParallel) {
        return new JobArray(
                IntStream.range(0, size)
                        .mapToObj(index -> new Member(index, new LinkedHashMap<>()))
                        .toList(),
                maxParallel);
    }

    /** Whether the indexes are 0, 1, … without a gap. */
    public boolean isCounted() {
        return members.getLast().index() == members.size() - 1;
    }

    public boolean hasVariables() {
        return members.stream().anyMatch(member -> !member.variables().isEmpty());
    }

    /** The place of a member among the others, counted from 0; -1 where there is none of this index. */
    public int place(int index) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).index() == index) {
                return i;
            }
        }
        return -1;
    }

    /** What a member of this index adds to the definition's variables; nothing where there is none. */
    public SequencedMap<String, String> variables(int index) {
        int place = place(index);
        return place < 0 ? new LinkedHashMap<>() : members.get(place).variables();
    }

    /** An array of just that member. */
    public JobArray only(int index) {
        return new JobArray(List.of(members.get(place(index))), Optional.empty());
    }

    /** Indexes as people write them: {@code 0-3,7}. */
    public static String words(Collection<Integer> indexes) {
        List<String> words = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int index : new TreeSet<>(indexes)) {
            if (first >= 0 && index != last + 1) {
                words.add(word(first, last));
                first = -1;
            }
            first = first < 0 ? index : first;
            last = index;
        }
        if (first >= 0) {
            words.add(word(first, last));
        }
        return String.join(",", words);
    }

    private static String word(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
