package io.fairlead.server.boot;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.config.Configuration;
import io.fairlead.server.config.Settings;
import io.fairlead.server.config.Signpost;
import io.fairlead.server.config.Station;
import io.fairlead.server.config.Surroundings;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.wire.client.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds this site's configuration, and what it puts over it. */
final class SiteOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, instead of the usual file.")
    private @Nullable Path config;

    /** Who runs this command, and where. */
    static Surroundings surroundings() throws LinuxException {
        return new Surroundings(Credentials.serverUid(), System.getProperty("user.home"), System.getenv());
    }

    /**
     * The configuration that holds.
     *
     * @throws ProblemException with every mistake in it
     */
    Settings settings() throws LinuxException {
        return good(read());
    }

    /** The configuration that holds, good or not. */
    Configuration read() throws LinuxException {
        return Configuration.load(Optional.ofNullable(config), surroundings());
    }

    /**
     * The configuration of the server that commands would ask, whether it runs or not; where there never was one, one's own,
     * and without that the system's.
     *
     * @throws ProblemException with every mistake in it
     */
    Settings ofServer() throws IOException {
        if (config != null) {
            return settings();
        }
        Surroundings own = surroundings();
        Optional<Signpost.Found> post = Signpost.beside(Sockets.find(own.variables(), Files::exists));
        if (post.isPresent()) {
            Signpost.Found found = post.get();
            Surroundings its = new Surroundings(found.uid(), own.home(), own.variables());
            return found.file().isPresent() ? good(Configuration.load(found.file(), its)) : Settings.defaults(its);
        }
        Configuration mine = read();
        return mine.found() || own.uid() == 0
                ? good(mine)
                : good(Configuration.load(Optional.empty(), new Surroundings(0, own.home(), own.variables())));
    }

    static Settings good(Configuration read) {
        return read.settings()
                .orElseThrow(() -> new ProblemException(read.findings().problems()));
    }

    /** The same with an engine that runs nothing in place of every cluster's own. */
    static Settings faked(Settings real) {
        List<Station> stations = real.stations().stream()
                .map(station -> new Station(station.cluster(), new Station.Engine.Fake(), station.node()))
                .toList();
        return new Settings(
                real.places(),
                real.topology(),
                stations,
                real.volumes(),
                real.access(),
                real.admission(),
                real.shares(),
                real.frameworks(),
                real.bounds(),
                real.floors(),
                real.network());
    }
}
