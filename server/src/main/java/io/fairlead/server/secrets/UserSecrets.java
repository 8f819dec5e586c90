package io.fairlead.server.secrets;

import io.fairlead.core.job.SecretUse;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The secrets that users keep, each its owner's alone. Any number of threads may call it. */
public final class UserSecrets {
    /** How many one user may keep. */
    public static final int PER_USER_MAX = 100;

    /** Largest value, in bytes. */
    public static final int VALUE_MAX_BYTES = SecretFile.SECRET_MAX_BYTES - 32;

    private static final char BETWEEN = '\n';

    private final SecretFile secrets;
    private final InstantSource clock;

    public UserSecrets(SecretFile secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @param setAt when its value was last given */
    public record Kept(String name, Instant setAt) {}

    /** As it was given, to the byte. */
    public Optional<String> value(long uid, String name) {
        return secrets.secret(key(uid, name)).map(text -> text.substring(text.indexOf(BETWEEN) + 1));
    }

    /** By name. */
    public List<Kept> list(long uid) {
        String prefix = key(uid, "");
        return secrets.names(prefix).stream()
                .map(key -> new Kept(key.substring(prefix.length()), setAt(key)))
                .toList();
    }

    private Instant setAt(String key) {
        String text = secrets.secret(key).orElse("0" + BETWEEN);
        return Instant.ofEpochMilli(Long.parseLong(text.substring(0, text.indexOf(BETWEEN))));
    }

    /**
     * Keeps it in place of the one of that name. It is on disk when this returns.
     *
     * @return whether there was one
     * @throws ProblemException where the name or the value cannot be kept
     * @throws IOException where it cannot be written; nothing has changed then
     */
    public boolean keep(long uid, String name, byte[] value) throws IOException {
        if (!SecretUse.isName(name)) {
            throw new ProblemException(SecretsProblems.NAME.reason("max", SecretUse.NAME_MAX_CHARS));
        }
        if (value.length > VALUE_MAX_BYTES) {
            throw new ProblemException(SecretsProblems.LARGE.reason("size", value.length, "max", VALUE_MAX_BYTES));
        }
        String text = text(value);
        List<Kept> before = list(uid);
        boolean replaced = before.stream().anyMatch(kept -> kept.name().equals(name));
        if (!replaced && before.size() >= PER_USER_MAX) {
            throw new ProblemException(SecretsProblems.MANY.reason("max", PER_USER_MAX));
        }
        secrets.keep(key(uid, name), Long.toString(clock.millis()) + BETWEEN + text);
        return replaced;
    }

    private static String text(byte[] value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            if (text.isEmpty()) {
                throw new ProblemException(SecretsProblems.EMPTY.reason());
            }
            if (text.indexOf('\0') >= 0) {
                throw new ProblemException(SecretsProblems.NOT_TEXT.reason());
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new ProblemException(SecretsProblems.NOT_TEXT.reason());
        }
    }

    /**
     * @return whether there was one
     * @throws IOException where it cannot be written; it is still there then
     */
    public boolean remove(long uid, String name) throws IOException {
        return secrets.remove(key(uid, name));
    }

    private static String key(long uid, String name) {
        return "user/" + uid + "/" + name;
    }
}
