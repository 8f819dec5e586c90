package io.fairlead.server.http;

import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.build.ImageDesk;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.image.ImageSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers everything, and keeps what was asked in whose name. */
final class FakeImageDesk implements ImageDesk {
    private static final ImageSummary IMAGE = new ImageSummary(
            List.of("fairlead-1001/mine:1"),
            "sha256:" + "0".repeat(64),
            List.of(),
            Instant.EPOCH,
            1,
            Optional.of(1001L),
            Optional.of("mine"),
            Optional.of(1),
            Optional.empty(),
            false,
            0);

    final List<String> asked = new ArrayList<>();

    @Override
    public Caller as(Caller caller, Optional<String> account) {
        return account.map(_ -> new Caller(1001, Caller.Rank.USER)).orElse(caller);
    }

    @Override
    public ContextMade context(Caller owner, InputStream archive) {
        try {
            int size = archive.readAllBytes().length;
            asked.add("context " + owner.uid() + " " + size);
            return new ContextMade("sha256:" + "1".repeat(64), 1, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Desk.Accepted order(Caller who, Optional<String> account, Optional<String> key, ImageOrder order) {
        asked.add("order " + who.uid() + account.map(it -> " for " + it).orElse("") + " " + order.name());
        return new Desk.Accepted(new JobId("abcdefgh12"), "image mine", JobState.QUEUED, List.of(), false);
    }

    @Override
    public ImageList list(Caller caller, boolean orphaned) {
        asked.add("list " + caller.uid() + " " + orphaned);
        return new ImageList(List.of(IMAGE), List.of());
    }

    @Override
    public ImageDetail show(Caller caller, String name) {
        asked.add("show " + caller.uid() + " " + name);
        return new ImageDetail(
                IMAGE,
                "linux/amd64",
                Map.of(),
                new ImageDetail.ImageSettings("", List.of(), List.of(), List.of(), "", List.of()),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    @Override
    public ImageActed tag(Caller caller, String name, String other) {
        asked.add("tag " + caller.uid() + " " + name + " " + other);
        return new ImageActed(List.of(other), List.of());
    }

    @Override
    public ImageActed delete(Caller caller, String name) {
        asked.add("delete " + caller.uid() + " " + name);
        return new ImageActed(List.of(name), List.of());
    }

    @Override
    public ImageActed prune(Caller caller, Optional<Integer> keep, boolean orphaned) {
        asked.add("prune " + caller.uid() + " " + keep.orElse(0) + " " + orphaned);
        return new ImageActed(List.of(), List.of());
    }
}
