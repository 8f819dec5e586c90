package io.fairlead.wire.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes that someone sent, as text and as a tree.
 *
 * @param root the outermost value; empty when nothing could be understood, and then the report says why
 * @param text what was read; empty when it is not text
 */
public record Document(Optional<Node> root, String text) {
    /** Largest document from outside. */
    public static final int SIZE_MAX_BYTES = 1 << 20;

    /** Largest document of our own: what was accepted may grow when it is written down again. */
    public static final int SIZE_MAX_BYTES_STORED = 8 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Reads a document from outside. Never throws because of what the bytes are; problems go to the report.
     *
     * @param bytes UTF-8, at most {@value #SIZE_MAX_BYTES}
     */
    public static Document parse(byte[] bytes, Format format, Report report) {
        try {
            String text = decoded(bytes, SIZE_MAX_BYTES);
            return new Document(Optional.of(tree(text, format, report)), text);
        } catch (Unreadable e) {
            report.problem(e.problem());
            return new Document(Optional.empty(), "");
        }
    }

    /** Reads JSON that we wrote ourselves; it may be larger. */
    public static Document parseStored(String json, Report report) {
        try {
            return new Document(Optional.of(JsonText.parse(json, new Tree(report))), json);
        } catch (Unreadable e) {
            report.problem(e.problem());
            return new Document(Optional.empty(), "");
        }
    }

    private static Node tree(String text, Format format, Report report) throws Unreadable {
        Tree tree = new Tree(report);
        return format.of(text) == Format.YAML ? YamlText.parse(text, tree) : JsonText.parse(text, tree);
    }

    private static String decoded(byte[] bytes, int max) throws Unreadable {
        if (bytes.length > max) {
            throw new Unreadable(DocumentProblems.TOO_LARGE, 0, 0, "max", max, "size", bytes.length);
        }
        if (bytes.length == 0) {
            throw new Unreadable(DocumentProblems.EMPTY, 0, 0);
        }
        if (looksLikeUtf16(bytes)) {
            throw new Unreadable(DocumentProblems.NOT_UTF8, 0, 0, "what", "this looks like UTF-16", "offset", 0);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            refuseMalformed(bytes);
        }
        return text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** A mark at the start, or every second byte of the first four zero. */
    private static boolean looksLikeUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        boolean wide = bytes.length >= 4
                && ((first == 0 && second != 0 && bytes[2] == 0) || (first != 0 && second == 0 && bytes[3] == 0));
        return marked || wide;
    }

    private static void refuseMalformed(byte[] bytes) throws Unreadable {
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (strict.decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new Unreadable(
                    DocumentProblems.NOT_UTF8, line, 0, "what", "a byte is not UTF-8", "offset", in.position());
        }
    }
}
