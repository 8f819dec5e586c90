package io.fairlead.server.secrets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets by name in one encrypted file, with its key in a file beside it: who copies the one has not the other, and both
 * are closed to everybody but the server. Every change is on disk when the call returns. Any number of threads may call
 * it; only one server has the folder.
 */
public final class SecretFile {
    /** The secrets, encrypted with AES-256-GCM. */
    public static final String FILE = "secrets";

    /** The key to them. */
    public static final String KEY_FILE = "secrets.key";

    private static final int SECRETS_MAX = 20_000;
    /** Largest secret. */
    static final int SECRET_MAX_BYTES = 16 << 10;

    private static final byte[] FORM = "FLSECRET1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> OWN_ATTRIBUTE = PosixFilePermissions.asFileAttribute(OWN);

    private final Path folder;
    private final SecureRandom random;
    private final SecretKeySpec key;
    private final SortedMap<String, String> secrets;

    private SecretFile(Path folder, SecureRandom random) throws IOException {
        this.folder = folder;
        this.random = random;
        this.key = new SecretKeySpec(key(folder.resolve(KEY_FILE)), "AES");
        this.secrets = read();
    }

    /**
     * @param folder made, for the server alone, where it is not there
     * @throws IOException where the files cannot be read, were changed by somebody, or do not belong together
     */
    public static SecretFile in(Path folder, SecureRandom random) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
        Files.setPosixFilePermissions(folder, OWN_FOLDER);
        return new SecretFile(folder, random);
    }

    public synchronized Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    /**
     * @throws IOException where it cannot be written; nothing has changed then
     */
    public synchronized void keep(String name, String secret) throws IOException {
        if (secret.getBytes(StandardCharsets.UTF_8).length > SECRET_MAX_BYTES
                || (!secrets.containsKey(name) && secrets.size() == SECRETS_MAX)) {
            throw new IOException("at most " + SECRETS_MAX + " secrets of " + SECRET_MAX_BYTES + " bytes are kept");
        }
        SortedMap<String, String> after = new TreeMap<>(secrets);
        after.put(name, secret);
        write(folder.resolve(FILE), sealed(after));
        secrets.put(name, secret);
    }

    /** The names that begin so, sorted. */
    public synchronized List<String> names(String prefix) {
        return secrets.tailMap(prefix).keySet().stream()
                .takeWhile(name -> name.startsWith(prefix))
                .toList();
    }

    /**
     * @return whether there was one
     * @throws IOException where it cannot be written; nothing has changed then
     */
    public synchronized boolean remove(String name) throws IOException {
        if (!secrets.containsKey(name)) {
            return false;
        }
        SortedMap<String, String> after = new TreeMap<>(secrets);
        after.remove(name);
        write(folder.resolve(FILE), sealed(after));
        secrets.remove(name);
        return true;
    }

    private byte[] key(Path file) throws IOException {
        byte[] found;
        try {
            found = own(file);
        } catch (NoSuchFileException none) {
            if (Files.exists(folder.resolve(FILE))) {
                throw new IOException(folder.resolve(FILE) + " is there without its key " + file);
            }
            found = new byte[KEY_BYTES];
            random.nextBytes(found);
            write(file, found);
        }
        if (found.length != KEY_BYTES) {
            throw new IOException(file + " is no key");
        }
        return found;
    }

    private SortedMap<String, String> read() throws IOException {
        try {
            return opened(own(folder.resolve(FILE)));
        } catch (NoSuchFileException none) {
            return new TreeMap<>();
        }
    }

    /** The content of a file that nobody else could read. */
    private static byte[] own(Path file) throws IOException {
        if (!OWN.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " can be read by others; it must have mode 0600");
        }
        return Files.readAllBytes(file);
    }

    private byte[] sealed(Map<String, String> content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] hidden = crypt(Cipher.ENCRYPT_MODE, nonce, bytes(content)).orElseThrow();
        return ByteBuffer.allocate(FORM.length + NONCE_BYTES + hidden.length)
                .put(FORM)
                .put(nonce)
                .put(hidden)
                .array();
    }

    private SortedMap<String, String> opened(byte[] file) throws IOException {
        int head = FORM.length + NONCE_BYTES;
        if (file.length < head || !Arrays.equals(FORM, Arrays.copyOf(file, FORM.length))) {
            throw new IOException(folder.resolve(FILE) + " is no file of secrets");
        }
        byte[] nonce = Arrays.copyOfRange(file, FORM.length, head);
        Optional<byte[]> content = crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(file, head, file.length));
        if (content.isEmpty()) {
            throw new IOException(folder.resolve(FILE) + " was changed, or is not of the key beside it");
        }
        return secrets(content.get());
    }

    /** @return empty where what is to be opened was not sealed with this key */
    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(FORM);
            return Optional.of(cipher.doFinal(content));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private static byte[] bytes(Map<String, String> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(out)) {
            data.writeInt(content.size());
            for (Map.Entry<String, String> entry : content.entrySet()) {
                text(data, entry.getKey());
                text(data, entry.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return out.toByteArray();
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static SortedMap<String, String> secrets(byte[] content) throws IOException {
        SortedMap<String, String> secrets = new TreeMap<>();
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(content));
        for (int left = data.readInt(); left > 0; left--) {
            String name = new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8);
            secrets.put(name, new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8));
        }
        return secrets;
    }

    /** Replaces the file as a whole, durably. */
    private static void write(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = created(next)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (FileChannel folder = FileChannel.open(parent, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static FileChannel created(Path file) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return FileChannel.open(file, fresh, OWN_ATTRIBUTE);
        } catch (FileAlreadyExistsException left) {
            Files.delete(file);
            return FileChannel.open(file, fresh, OWN_ATTRIBUTE);
        }
    }
}
