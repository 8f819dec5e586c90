package io.fairlead.server.images;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.server.secrets.SecretFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The credentials that users gave, each for its user and registry alone. Any number of threads may call it. */
public final class RegistryCredentials {
    private static final char BETWEEN = '\0';

    private final SecretFile secrets;

    public RegistryCredentials(SecretFile secrets) {
        this.secrets = secrets;
    }

    /** @param registry its host, with the port if it has one */
    public Optional<RegistryCredential> of(long uid, String registry) {
        return secrets.secret(name(uid, registry)).map(text -> {
            int cut = text.indexOf(BETWEEN);
            return new RegistryCredential(registry, text.substring(0, cut), text.substring(cut + 1));
        });
    }

    /**
     * Keeps it in place of the one before.
     *
     * @throws IOException where it cannot be written; the one before is still there then
     */
    public void keep(long uid, RegistryCredential credential) throws IOException {
        String text = credential.user() + BETWEEN + credential.password();
        if (!secrets.secret(name(uid, credential.host())).equals(Optional.of(text))) {
            secrets.keep(name(uid, credential.host()), text);
        }
    }

    /**
     * What to show a registry, best first. One given now stands alone: if it is wrong, its user wants to know. One kept
     * earlier may have expired, and then the image may still be public.
     */
    List<Optional<RegistryCredential>> toTry(long uid, ImageReference reference, Optional<RegistryCredential> given) {
        if (given.isPresent()) {
            return List.of(given);
        }
        Optional<RegistryCredential> kept = of(uid, reference.registry());
        return kept.isPresent() ? List.of(kept, Optional.empty()) : List.of(Optional.empty());
    }

    private static String name(long uid, String registry) {
        return "registry/" + uid + "/" + registry;
    }
}
