package io.fairlead.server.monitor;

import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.idle.Use;
import io.fairlead.core.job.JobId;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server knows of idle attempts when it stops, as a text that its store keeps for the next one. Of the last look there is what the
 * next is compared with: counters. How busy GPUs were then says nothing about later.
 */
public record IdleNotes(List<Note> notes) {
    public static final IdleNotes NONE = new IdleNotes(List.of());

    public IdleNotes {
        notes = List.copyOf(notes);
    }

    /**
     * One attempt.
     *
     * @param at when it was looked at last
     * @param cpuNanos that it had used by then
     * @param network bytes that it had received and sent by then
     */
    public record Note(
            String job,
            int attempt,
            Instant at,
            long cpuNanos,
            Optional<Long> network,
            Optional<Instant> since,
            Optional<Instant> warnedAt) {}

    /** Without what nothing follows from. */
    public static IdleNotes of(List<IdleNote> known) {
        return new IdleNotes(known.stream().flatMap(note -> note(note).stream()).toList());
    }

    private static Optional<Note> note(IdleNote of) {
        Idleness known = of.known();
        return known.last()
                .flatMap(last -> last.use()
                        .map(use -> new Note(
                                of.job().text(),
                                of.attempt(),
                                last.at(),
                                use.cpu().toNanos(),
                                use.network(),
                                known.since(),
                                known.warnedAt())));
    }

    public List<IdleNote> known() {
        return notes.stream()
                .map(note -> new IdleNote(
                        new JobId(note.job),
                        note.attempt,
                        new Idleness(
                                Optional.of(new Glance(
                                        note.at,
                                        Optional.of(new Use(
                                                Duration.ofNanos(note.cpuNanos),
                                                note.network,
                                                Optional.empty(),
                                                Optional.empty())))),
                                note.since,
                                note.warnedAt)))
                .toList();
    }

    public String text() {
        return new String(RecordJson.write(this), StandardCharsets.UTF_8);
    }

    /** None where it cannot be read: then all are watched anew. */
    public static IdleNotes read(String text) {
        try {
            return RecordJson.read(text.getBytes(StandardCharsets.UTF_8), IdleNotes.class);
        } catch (MalformedJson _) {
            return NONE;
        }
    }
}
