package io.fairlead.wire.jobfile;

/** Tells variables whose name says that their value is a credential. */
public final class CredentialNames {
    private CredentialNames() {}

    /** {@code HF_TOKEN}, {@code API_KEY}, {@code PASSWORD} and their like. */
    public static boolean say(String variable) {
        return EnvironmentReader.looksLikeCredential(variable);
    }
}
