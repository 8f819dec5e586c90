package io.fairlead.wire.terminal;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message: a byte that says which, then its content. Below 16 they go to the server, from there on to the client. (No
 * pattern switches: the command line's first call would pay for each.)
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Message {
    /** Most bytes of input or output in one message. */
    int BYTES_MAX = 32 << 10;

    byte[] encoded();

    /** What the process reads next. */
    record Input(byte[] bytes) implements Message {
        static final int KIND = 1;

        @Override
        public byte[] encoded() {
            return with(KIND, bytes);
        }
    }

    /** No more input will come. */
    record InputEnd() implements Message {
        static final int KIND = 2;

        @Override
        public byte[] encoded() {
            return with(KIND);
        }
    }

    /** Rows, then columns, two bytes each. */
    record Resize(TerminalSize size) implements Message {
        static final int KIND = 3;

        @Override
        public byte[] encoded() {
            return with(KIND, four((size.rows() << 16) | size.columns()));
        }
    }

    /** @param name with SIG, for example {@code SIGINT} */
    record Signal(String name) implements Message {
        static final int KIND = 4;

        @Override
        public byte[] encoded() {
            return with(KIND, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The client leaves on purpose: what runs goes on. */
    record Leave() implements Message {
        static final int KIND = 5;

        @Override
        public byte[] encoded() {
            return with(KIND);
        }
    }

    /** It runs. */
    record Started() implements Message {
        static final int KIND = 16;

        @Override
        public byte[] encoded() {
            return with(KIND);
        }
    }

    /** What it wrote; with a terminal, all of it. */
    record Output(byte[] bytes) implements Message {
        static final int KIND = 17;

        @Override
        public byte[] encoded() {
            return with(KIND, bytes);
        }
    }

    /** What it wrote as errors, without a terminal. */
    record Errors(byte[] bytes) implements Message {
        static final int KIND = 18;

        @Override
        public byte[] encoded() {
            return with(KIND, bytes);
        }
    }

    /** It ended, with this code as a shell would tell it. */
    record Ended(int code) implements Message {
        static final int KIND = 19;

        @Override
        public byte[] encoded() {
            return with(KIND, four(code));
        }
    }

    /** Why it does not run, or no longer can be followed. */
    record Trouble(Finding finding) implements Message {
        static final int KIND = 20;

        @Override
        public byte[] encoded() {
            return with(KIND, RecordJson.write(finding));
        }
    }

    private static byte[] with(int kind, byte... content) {
        byte[] all = new byte[content.length + 1];
        all[0] = (byte) kind;
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    private static byte[] four(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    /** @throws MalformedJson where it is none of these */
    static Message decode(byte[] message) throws MalformedJson {
        if (message.length == 0) {
            throw new MalformedJson("a message without content");
        }
        byte[] content = Arrays.copyOfRange(message, 1, message.length);
        return switch (message[0]) {
            case Input.KIND -> new Input(content);
            case InputEnd.KIND -> new InputEnd();
            case Resize.KIND -> {
                int both = number(content);
                yield new Resize(new TerminalSize(both >>> 16, both & TerminalSize.MOST));
            }
            case Signal.KIND -> new Signal(new String(content, StandardCharsets.US_ASCII));
            case Leave.KIND -> new Leave();
            case Started.KIND -> new Started();
            case Output.KIND -> new Output(content);
            case Errors.KIND -> new Errors(content);
            case Ended.KIND -> new Ended(number(content));
            case Trouble.KIND -> new Trouble(RecordJson.read(content, Finding.class));
            default -> throw new MalformedJson("an unknown kind of message: " + message[0]);
        };
    }

    private static int number(byte[] content) throws MalformedJson {
        if (content.length != Integer.BYTES) {
            throw new MalformedJson("a number of " + content.length + " bytes");
        }
        return ByteBuffer.wrap(content).getInt();
    }
}
