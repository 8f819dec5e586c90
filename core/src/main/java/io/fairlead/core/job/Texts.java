package io.fairlead.core.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A definition as text. Nothing is decided by it; it is kept for people. So of jobs that wait in a long queue it is held packed, against the
 * texts of a job that it is like.
 */
public final class Texts {
    private static final int NO_SOURCE = -1;

    /** Bytes below which there is little to be saved. */
    private static final int PACKED_LEAST = 128;

    private final int hash;
    private final int definitionBytes;
    private final int sourceBytes;
    /** Both as they are, or packed against {@link #like}. */
    private final byte[] bytes;

    private final @Nullable Texts like;

    /**
     * As they are.
     *
     * @param definition the canonical text of the definition, as it is kept
     * @param source the text as it was given, word for word but for credentials
     */
    public Texts(String definition, String source) {
        byte[] first = definition.getBytes(StandardCharsets.UTF_8);
        boolean same = source.equals(definition);
        byte[] second = same ? new byte[0] : source.getBytes(StandardCharsets.UTF_8);
        hash = Objects.hash(definition, source);
        definitionBytes = first.length;
        sourceBytes = same ? NO_SOURCE : second.length;
        bytes = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, bytes, first.length, second.length);
        like = null;
    }

    private Texts(Texts plain, byte[] packed, Texts like) {
        hash = plain.hash;
        definitionBytes = plain.definitionBytes;
        sourceBytes = plain.sourceBytes;
        bytes = packed;
        this.like = like;
    }

    /**
     * Equal ones that take less memory, where that is worth it.
     *
     * @param model against which they are packed; not packed themselves
     */
    public Texts packed(Texts model) {
        if (bytes.length < PACKED_LEAST || like != null || model.like != null) {
            return this;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setDictionary(model.bytes);
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length];
            int length = deflater.deflate(packed);
            return deflater.finished() ? new Texts(this, Arrays.copyOf(packed, length), model) : this;
        } finally {
            deflater.end();
        }
    }

    public String definition() {
        return new String(plain(), 0, definitionBytes, StandardCharsets.UTF_8);
    }

    public String source() {
        return sourceBytes == NO_SOURCE
                ? definition()
                : new String(plain(), definitionBytes, sourceBytes, StandardCharsets.UTF_8);
    }

    private byte[] plain() {
        if (like == null) {
            return bytes;
        }
        byte[] plain = new byte[definitionBytes + Math.max(0, sourceBytes)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(like.bytes);
            inflater.setInput(bytes);
            int length = inflater.inflate(plain);
            if (length != plain.length) {
                throw new IllegalStateException("of " + plain.length + " bytes of text only " + length + " are there");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("texts that were packed are damaged", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Texts texts
                        && hash == texts.hash
                        && definitionBytes == texts.definitionBytes
                        && sourceBytes == texts.sourceBytes
                        && Arrays.equals(plain(), texts.plain()));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return source();
    }
}
