package io.fairlead.server.boot;

import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.engines.fake.FakeImages;
import io.fairlead.engines.registry.Registry;
import io.fairlead.server.images.DockerImageService;
import io.fairlead.server.images.FakeImageService;
import io.fairlead.server.images.ImageLooks;
import io.fairlead.server.images.ImageResolver;
import io.fairlead.server.images.Pulls;
import io.fairlead.server.images.RegistryCredentials;
import io.fairlead.server.secrets.SecretFile;
import java.util.List;

/**
 * Where images come from. Several clusters of one machine share its engine, so the first engine answers for all of them.
 *
 * @param closing ends what is kept open
 */
record ImageRoom(ImageResolver resolver, ImageLooks looks, Pulls pulls, Runnable closing) {
    static ImageRoom of(List<EngineRoom> engines, SecretFile secrets) {
        EngineRoom first = engines.stream()
                .filter(engine -> engine.docker().isPresent())
                .findFirst()
                .orElseGet(engines::getFirst);
        if (first.docker().isEmpty()) {
            FakeImageService fake = new FakeImageService(new FakeImages());
            return new ImageRoom(fake, fake, fake, () -> {});
        }
        String processor =
                first.description().map(EngineDescription::processor).orElseGet(() -> System.getProperty("os.arch"));
        RegistryCredentials credentials = new RegistryCredentials(secrets);
        Registry registry = new Registry();
        DockerImageService service =
                new DockerImageService(first.docker().get().images(), registry, credentials, processor);
        return new ImageRoom(service, service, service, () -> {
            service.close();
            registry.close();
        });
    }
}
