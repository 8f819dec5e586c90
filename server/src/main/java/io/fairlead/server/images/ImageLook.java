package io.fairlead.server.images;

import io.fairlead.core.image.CudaDemand;
import java.util.Optional;

/**
 * What a job must know of the inside of an image, looked up once per digest.
 *
 * @param passwd the image's account file, one byte a character; empty where it has none
 * @param group the image's group file, in the same way
 * @param path the image's PATH variable, where it sets one
 * @param shell the best shell it has, absolute
 * @param rootHomeIsBare whether the image runs as root by itself and its {@code /root} holds skeleton files only, so that
 *     the user's home may stand there too
 * @param cuda what it demands of the devices' driver, where it does
 */
public record ImageLook(
        String passwd,
        String group,
        Optional<String> path,
        String shell,
        boolean rootHomeIsBare,
        Optional<CudaDemand> cuda) {}
