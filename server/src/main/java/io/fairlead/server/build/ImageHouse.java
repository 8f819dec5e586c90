package io.fairlead.server.build;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.image.Frameworks;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Window;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.recipe.BakedUser;
import io.fairlead.core.recipe.DockerfileText;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.core.recipe.RecipeCheck;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import io.fairlead.engines.docker.DockerImageStore;
import io.fairlead.engines.docker.EngineFault;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.images.Owners;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What the door asks about images, answered: records, the engine's images, and builds as jobs. */
public final class ImageHouse implements ImageDesk {
    private static final Cores CORES_DEFAULT = Cores.of(2);
    private static final Bytes MEMORY_DEFAULT = Bytes.ofMib(4096);
    private static final Bytes MEMORY_STEP = Bytes.ofMib(256);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String NAME_IN_JOBS = "image ";

    private final Desk desk;
    private final Parts parts;
    private final Stock stock;
    private final Clearing clearing;

    /**
     * @param frameworks as configured; what no node can run is left out
     * @param inventory the configured nodes
     * @param clusters of the engine that builds; empty: all
     * @param live jobs that have not ended
     */
    public record Parts(
            DockerImageStore engine,
            ImageShelf shelf,
            ContextShelf contexts,
            Owners names,
            Accounts accounts,
            Frameworks frameworks,
            List<Node> inventory,
            List<ClusterId> clusters,
            Supplier<List<Job>> live) {}

    public ImageHouse(Desk desk, Parts parts) {
        this.desk = desk;
        this.parts = parts;
        this.stock = new Stock(parts.engine(), parts.shelf(), parts.names(), parts.live());
        this.clearing = new Clearing(parts.engine(), parts.shelf(), stock);
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws NotDone, IOException, InterruptedException;
    }

    private static <T> T said(Step<T> step) throws NotDone, InterruptedException {
        try {
            return step.run();
        } catch (EngineFault e) {
            throw NotDone.of(Desk.Refused.Kind.UNAVAILABLE, BuildProblems.ENGINE.reason("cause", e.cause()));
        } catch (IOException e) {
            throw NotDone.of(
                    Desk.Refused.Kind.UNAVAILABLE, BuildProblems.SHELF.reason("cause", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Caller as(Caller caller, Optional<String> account) throws NotDone, InterruptedException {
        if (account.isEmpty()) {
            return caller;
        }
        return said(() -> {
            Account found = parts.accounts()
                    .named(account.get())
                    .orElseThrow(() -> NotDone.invalid(BuildProblems.ACCOUNT.reason("user", account.get())));
            return new Caller(found.uid(), Caller.Rank.USER);
        });
    }

    @Override
    public ContextMade context(Caller owner, InputStream archive) throws NotDone, InterruptedException {
        return said(() -> parts.contexts().take(owner.uid(), archive));
    }

    @Override
    public Desk.Accepted order(Caller asked, Optional<String> account, Optional<String> key, ImageOrder order)
            throws NotDone, InterruptedException {
        Caller owner = as(asked, account);
        List<Problem> notices = new ArrayList<>();
        ImageOrder judged = said(() -> judged(owner, order, notices));
        String text = new String(RecordJson.write(judged), StandardCharsets.UTF_8);
        Desk.SubmitOptions options = new Desk.SubmitOptions(
                key,
                false,
                Optional.empty(),
                Desk.Format.JSON,
                Optional.empty(),
                account,
                Optional.of(new Desk.Origin(Submission.BUILD_DIALECT, text)));
        byte[] definition =
                CanonicalJson.write(said(() -> definition(owner, judged))).getBytes(StandardCharsets.UTF_8);
        return switch (desk.submit(asked, definition, options)) {
            case Desk.Refused refused -> throw NotDone.of(refused);
            case Desk.Accepted accepted -> {
                // That a build begins again after a crash is our affair, not something its owner asked for.
                accepted.notices().stream()
                        .filter(notice -> !notice.code().equals("N-NO-EFFECT"))
                        .forEach(notices::add);
                yield new Desk.Accepted(accepted.id(), accepted.name(), accepted.state(), notices, accepted.replayed());
            }
        };
    }

    private ImageOrder judged(Caller owner, ImageOrder order, List<Problem> notices)
            throws NotDone, IOException, InterruptedException {
        if (!OwnImage.isName(order.name())) {
            throw NotDone.invalid(BuildProblems.NAME.reason("name", order.name()));
        }
        if (order.recipe().isPresent() == order.dockerfile().isPresent()) {
            throw NotDone.invalid(BuildProblems.ORDER.reason(
                    "cause", order.recipe().isPresent() ? "both are given" : "none is given"));
        }
        ImageOrder own = order.pinnedTo(Optional.empty());
        refuse(order.recipe().map(RecipeCheck::of).orElse(List.of()));
        DockerfileText dockerfile = DockerfileText.of(Building.text(own));
        refuse(RecipeCheck.of(dockerfile));
        for (DockerfileText.Source source : dockerfile.images()) {
            ImageReference image = ImageReference.parse(source.text());
            if (!source.text().equals("scratch")
                    && parts.names().meant(owner.uid(), image) instanceof Owners.Meant.Others(Problem problem)) {
                throw NotDone.invalid(problem);
            }
        }
        boolean there = order.context()
                .filter(digest -> parts.contexts().has(owner.uid(), digest))
                .isPresent();
        if (dockerfile.needsContext() && !there) {
            throw NotDone.invalid(BuildProblems.CONTEXT_MISSING.reason());
        }
        existence(owner, order, notices);
        return pinned(owner, own, dockerfile.base().orElseThrow().text());
    }

    private static void refuse(List<Problem> problems) throws NotDone {
        if (!problems.isEmpty()) {
            throw NotDone.invalid(problems);
        }
    }

    private void existence(Caller owner, ImageOrder order, List<Problem> notices) throws NotDone, IOException {
        boolean there = stock.isOwn(owner.uid(), order.name());
        if (order.update() && !there) {
            throw Stock.unknown(order.name());
        }
        if (order.update() || !there) {
            return;
        }
        String image = OwnImage.repository(owner.uid(), order.name());
        Optional<String> madeFor = madeFor(owner.uid(), order.name());
        boolean others =
                madeFor.filter(uid -> !uid.equals(Long.toString(owner.uid()))).isPresent();
        Object[] about = {"image", image, "found", madeFor.orElse(""), "uid", owner.uid(), "name", order.name()};
        if (!order.force()) {
            throw NotDone.of(
                    Desk.Refused.Kind.CONFLICT,
                    others ? BuildProblems.OTHER_UID.reason(about) : BuildProblems.EXISTS.reason("name", order.name()));
        }
        if (others) {
            notices.add(BuildProblems.REPLACED.reason(about));
        }
    }

    private Optional<String> madeFor(long uid, String name) throws EngineFault {
        for (String repository : OwnImage.repositories(uid, name)) {
            Optional<DockerImageStore.Detail> detail = parts.engine().detail(repository);
            if (detail.isPresent()) {
                String found = BakedUser.madeFor(detail.get().image().settings().labels());
                return found.isEmpty() ? Optional.empty() : Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The next version begins with the very base of the one before, unless it is to be looked up again. */
    private ImageOrder pinned(Caller owner, ImageOrder order, String base) throws IOException {
        Optional<ImageShelf.Version> before =
                parts.shelf().of(owner.uid(), order.name()).latest();
        return order.pinnedTo(before.filter(_ -> !order.refresh())
                .filter(version -> version.base().equals(base))
                .filter(version -> version.baseKind().equals("IMAGE_ID"))
                .map(ImageShelf.Version::baseDigest));
    }

    private JobDefinition definition(Caller owner, ImageOrder order) throws IOException, NotDone {
        String base =
                DockerfileText.of(Building.text(order)).base().orElseThrow().text();
        Optional<ImageShelf.Version> before =
                parts.shelf().of(owner.uid(), order.name()).latest();
        ImageReference named = ImageReference.parse(base);
        ImageReference exact = before.filter(
                        _ -> !order.refresh() && named.digest().isEmpty())
                .filter(version ->
                        version.base().equals(base) && version.baseKind().equals("MANIFEST"))
                .map(version ->
                        new ImageReference(named.host(), named.path(), named.tag(), Optional.of(version.baseDigest())))
                .orElse(named);
        refuseOnBuild(exact);
        Resources resources = Resources.of(cores(order), Gpus.ZERO, memory(order))
                .on(parts.clusters().stream()
                        .<ClusterRef>map(cluster -> new ClusterRef.Numbered(cluster.number()))
                        .toList());
        DockerRequest docker = DockerRequest.of(
                exact, new Command.Exec(List.of("build", OwnImage.repository(owner.uid(), order.name()))));
        return new JobDefinition(
                NAME_IN_JOBS + order.name(),
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                resources,
                docker,
                new Scheduling(
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        false,
                        GRACE,
                        Window.ANY,
                        Optional.empty(),
                        Priority.NORMAL,
                        List.of(),
                        Retries.NONE,
                        Optional.empty(),
                        List.of()),
                Expect.NONE,
                Extra.NONE);
    }

    private void refuseOnBuild(ImageReference base) throws EngineFault, NotDone {
        Optional<DockerImageStore.Detail> there = parts.engine().detail(base.toString());
        if (there.filter(it -> it.onBuild().stream().anyMatch(line -> line.contains("--from=")))
                .isPresent()) {
            throw NotDone.invalid(BuildProblems.ON_BUILD.reason("image", base));
        }
    }

    private Cores cores(ImageOrder order) {
        Cores most = parts.inventory().stream()
                .map(Node::cores)
                .max(Comparator.naturalOrder())
                .orElse(CORES_DEFAULT);
        Cores otherwise = most.compareTo(CORES_DEFAULT) < 0 ? most : CORES_DEFAULT;
        return order.cpus().map(Cores::of).orElse(otherwise);
    }

    /** Half of the largest machine, in whole parts of {@link #MEMORY_STEP}, and no more than is usual. */
    private Bytes memory(ImageOrder order) {
        long largest = parts.inventory().stream()
                .mapToLong(node -> node.memory().count())
                .max()
                .orElse(MEMORY_DEFAULT.count());
        long half = Math.max(1, largest / 2 / MEMORY_STEP.count()) * MEMORY_STEP.count();
        return order.memoryBytes().map(Bytes::new).orElse(new Bytes(Math.min(half, MEMORY_DEFAULT.count())));
    }

    @Override
    public ImageList list(Caller caller, boolean orphaned) throws NotDone, InterruptedException {
        return said(() -> new ImageList(stock.list(caller, orphaned), orphaned ? List.of() : frameworks()));
    }

    private List<ImageList.Framework> frameworks() {
        Optional<CudaVersion> oldest =
                parts.inventory().stream().flatMap(node -> node.cuda().stream()).min(Comparator.naturalOrder());
        return parts.frameworks().fit(oldest).all().stream()
                .map(one -> new ImageList.Framework(one.word(), one.name().toLowerCase(Locale.ROOT), one.image()))
                .toList();
    }

    @Override
    public ImageDetail show(Caller caller, String name) throws NotDone, InterruptedException {
        return said(() -> stock.detail(caller, name));
    }

    @Override
    public ImageActed tag(Caller caller, String name, String other) throws NotDone, InterruptedException {
        return said(() -> clearing.tag(caller, name, other));
    }

    @Override
    public ImageActed delete(Caller caller, String name) throws NotDone, InterruptedException {
        return said(() -> clearing.delete(caller, name));
    }

    @Override
    public ImageActed prune(Caller caller, Optional<Integer> keep, boolean orphaned)
            throws NotDone, InterruptedException {
        return said(() -> clearing.prune(caller, keep, orphaned));
    }
}
