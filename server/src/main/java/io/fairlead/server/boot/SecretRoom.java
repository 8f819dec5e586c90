package io.fairlead.server.boot;

import io.fairlead.server.linux.Credentials;
import io.fairlead.server.secrets.AttemptSecrets;
import io.fairlead.server.secrets.MemoryFiles;
import io.fairlead.server.secrets.SecretFile;
import io.fairlead.server.secrets.UserSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What is kept hidden, and the memory through which it reaches containers.
 *
 * @param file everything in one, those of users and those of registries
 */
record SecretRoom(SecretFile file, UserSecrets users, MemoryFiles memory) {
    private static final String FOLDER = "secrets";

    static SecretRoom of(Path state, Path run, SecureRandom random, InstantSource clock) throws IOException {
        SecretFile file = SecretFile.in(state.resolve(FOLDER), random);
        MemoryFiles memory = MemoryFiles.at(run.resolve(FOLDER), Credentials.serverUid() == 0);
        return new SecretRoom(file, new UserSecrets(file, clock), memory);
    }

    AttemptSecrets forAttempts() {
        return new AttemptSecrets(users, memory);
    }
}
