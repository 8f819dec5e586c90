package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.Volume;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.wire.api.VolumeList;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Says which storage there is and what it promises; administrators admit more. */
final class VolumeRoutes {
    private static final int BODY_MAX_BYTES = 64 << 10;

    private final Volumes volumes;
    private final Archive archive;

    VolumeRoutes(Volumes volumes, Archive archive) {
        this.volumes = volumes;
        this.archive = archive;
    }

    void list(Exchange exchange) {
        exchange.query();
        exchange.answer()
                .send(
                        Status.OK,
                        new VolumeList(volumes.table().volumes().stream()
                                .map(this::view)
                                .toList()));
    }

    void create(Exchange exchange) throws IOException {
        exchange.query();
        byte[] body = exchange.body(BODY_MAX_BYTES);
        if (!exchange.caller().administers()) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.ADMINS_ONLY.reason());
        }
        VolumeWish wish;
        try {
            wish = RecordJson.read(body, VolumeWish.class);
        } catch (MalformedJson e) {
            throw new HttpRefusal(
                    Status.MALFORMED, HttpProblems.BODY_MALFORMED.reason("cause", String.valueOf(e.getMessage())));
        }
        exchange.answer().send(Status.CREATED, view(volumes.create(wish)));
    }

    void delete(Exchange exchange) throws IOException {
        Query query = exchange.query("name");
        if (!exchange.caller().administers()) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.ADMINS_ONLY.reason());
        }
        String name = query.word("name").orElse("");
        List<String> jobs = LiveJobs.of(archive, new Archive.Whose.Everybody()).stream()
                .filter(job -> uses(job, name))
                .map(job -> job.id().text())
                .toList();
        if (!jobs.isEmpty()) {
            throw new HttpRefusal(
                    Status.CONFLICT,
                    HttpProblems.VOLUME_USED.reason(
                            "name", name, "jobs", String.join(" ", jobs), "first", jobs.getFirst()));
        }
        exchange.answer().send(Status.OK, view(volumes.delete(name)));
    }

    private static boolean uses(Job job, String volume) {
        return job.submission().mounts().stream()
                .flatMap(site -> site.mounts().stream())
                .anyMatch(mount -> mount instanceof ResolvedMount.Folder folder
                        && folder.volume().equals(volume));
    }

    private VolumeView view(Volume volume) {
        List<String> where = volumes.topology().siteNames().stream()
                .filter(volume::isAt)
                .map(volumes.topology()::describe)
                .toList();
        return new VolumeView(
                volume.name(),
                volume.path(),
                kind(volume.backing()),
                place(volume.backing()),
                volume.promise().persistent(),
                volume.scope().words(),
                where,
                volume.promise().speed(),
                volume.promise().backedUp(),
                volume.promiseWords(),
                volumes.origin(volume));
    }

    private static String kind(Backing backing) {
        return switch (backing) {
            case Backing.Folders _ -> "folder";
            case Backing.Memory _ -> "memory";
            case Backing.ObjectStore _ -> "object store";
        };
    }

    private static Optional<String> place(Backing backing) {
        return switch (backing) {
            case Backing.Folders folders -> Optional.of(folders.root().toString());
            case Backing.Memory _ -> Optional.empty();
            case Backing.ObjectStore store ->
                Optional.of(store.endpoint()
                        + store.bucket().map(bucket -> "/" + bucket).orElse(""));
        };
    }
}
