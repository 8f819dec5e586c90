package io.fairlead.core.image;

/**
 * What a registry asks for before it gives an image away. The password leaves this value only through its accessor.
 *
 * @param host the registry, with its port if it has one
 */
public record RegistryCredential(String host, String user, String password) {
    @Override
    public String toString() {
        return "***";
    }
}
