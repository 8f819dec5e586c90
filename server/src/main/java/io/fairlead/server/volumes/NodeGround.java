package io.fairlead.server.volumes;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.Spot;
import io.fairlead.core.image.CudaDemand;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.launch.BucketVariables;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.launch.Stand;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.ContainerName;
import io.fairlead.server.auth.PasswdMerge;
import io.fairlead.server.images.ImageLook;
import io.fairlead.server.images.ImageLooks;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.secrets.AttemptSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Prepares one node for attempts: volumes staged by descriptor, a home, account files, the stand-in for made-up GPUs. */
public final class NodeGround implements Ground {
    private static final int UMASK = 0022;

    private final Staging staging;
    private final VolumeFolders volumes;
    private final ThrowAwayHomes homes;
    private final AttemptFiles files;
    private final AttemptSecrets secrets;
    private final Supplier<VolumeTable> table;
    private final Accounts accounts;
    private final ImageLooks looks;
    private final Function<JobId, Optional<Long>> numbers;
    private final ContainerNames names;
    private final ContainerPolicy policy;
    private final Supplier<Node> node;
    private final Optional<String> driver;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

    /** What only this process knows about an attempt: what was staged, so that the start can be verified. */
    private record Prepared(ContainerSpec spec, List<Staging.Expected> expected) {}

    /**
     * What a ground stands on.
     *
     * @param numbers by which Slurm's names know jobs
     * @param driver version of the real devices' driver
     */
    public record Footing(
            Staging staging,
            VolumeFolders volumes,
            ThrowAwayHomes homes,
            Path files,
            AttemptSecrets secrets,
            Supplier<VolumeTable> table,
            Accounts accounts,
            Function<JobId, Optional<Long>> numbers,
            Optional<String> driver) {}

    /**
     * @param looks into the images of the node's engine
     * @param node as it is now, for its site and devices
     */
    public NodeGround(
            Footing footing, ImageLooks looks, ContainerNames names, ContainerPolicy policy, Supplier<Node> node) {
        this.staging = footing.staging();
        this.volumes = footing.volumes();
        this.homes = footing.homes();
        this.files = new AttemptFiles(footing.files());
        this.secrets = footing.secrets();
        this.table = footing.table();
        this.accounts = footing.accounts();
        this.looks = looks;
        this.numbers = footing.numbers();
        this.names = names;
        this.policy = policy;
        this.node = node;
        this.driver = footing.driver();
    }

    @Override
    public ContainerSpec prepare(Job job, Attempt attempt) throws IOException, InterruptedException {
        Prepared before = prepared.get(attempt.container().text());
        if (before != null) {
            return before.spec();
        }
        Prepared now = preparedAnew(job, attempt);
        prepared.put(attempt.container().text(), now);
        return now.spec();
    }

    private Prepared preparedAnew(Job job, Attempt attempt) throws IOException, InterruptedException {
        Submission submission = job.submission();
        Submitter owner = submission.owner();
        Node here = node.get();
        ImageLook look = looks.of(submission.image());
        List<Device> devices = devices(here, attempt);
        refuseOldDriver(submission, here, devices, look);
        String attemptName = attempt.container().text();
        String userName = ContainerName.of(owner.name());
        List<ResolvedMount> wanted = submission.mountsAt(here.site());
        Home home = Home.of(userName, wanted, look.rootHomeIsBare());
        DockerRequest docker = submission.definition().docker();
        refuseClosed(submission, home.places(wanted, docker.secretFiles(), docker.workingDir()));
        List<Mount> mounts = new ArrayList<>();
        List<Staging.Expected> expected = new ArrayList<>();
        Staging.Visitor visitor = new Staging.Visitor(credentials(submission), UMASK);
        stage(attemptName, wanted, visitor, mounts, expected);
        if (home.thrownAway()) {
            List<SubPath> made = new ArrayList<>(home.mountPoints(wanted));
            made.addAll(home.foldersOf(docker.secretFiles()));
            Path folder = homes.make(attemptName, visitor.user(), made);
            home.targets().forEach(target -> mounts.add(new Mount.Bind(folder.toString(), target, false)));
        }
        mounts.addAll(accountFiles(attemptName, submission, look, home.targets().getFirst()));
        mounts.add(new Mount.Bind(
                files.write(attemptName, "hold", Hold.program(), true).toString(), ContainerPlan.HOLD, true));
        boolean simulated = devices.stream().anyMatch(Device::simulated);
        if (simulated) {
            byte[] script = SimulatedTool.script(
                            devices, attempt.placements().getFirst().portion())
                    .getBytes(StandardCharsets.UTF_8);
            Path tool = files.write(attemptName, "nvidia-smi", script, true);
            mounts.add(new Mount.Bind(tool.toString(), SimulatedTool.TARGET, true));
        }
        AttemptSecrets.Handed handed = secrets.hand(attemptName, submission);
        mounts.addAll(handed.mounts());
        SequencedMap<String, String> variables = BucketVariables.of(docker, table.get());
        variables.putAll(handed.variables());
        numbers.apply(job.id()).ifPresent(number -> variables.put(Stand.NUMBER, Long.toString(number)));
        Stand stand = new Stand(
                userName,
                home.targets().getFirst(),
                look.path(),
                groups(submission),
                variables,
                Spot.near(devices, attempt.placements().getFirst().cores()),
                mounts);
        return new Prepared(ContainerPlan.of(job, attempt, stand, policy, !simulated), expected);
    }

    /** The engine would start it, and only its first use of a device would tell. */
    private void refuseOldDriver(Submission submission, Node here, List<Device> devices, ImageLook look) {
        Optional<CudaVersion> cuda = here.cuda();
        if (devices.isEmpty() || look.cuda().isEmpty() || cuda.isEmpty()) {
            return;
        }
        CudaDemand demand = look.cuda().get();
        if (!demand.isMet(cuda.get(), driver)) {
            throw new ProblemException(VolumeProblems.DRIVER_OLD.reason(
                    "image",
                    submission.image().reference(),
                    "demand",
                    demand.words(),
                    "node",
                    here.ref().node(),
                    "cuda",
                    cuda.get(),
                    "driver",
                    driver.map(version -> "driver " + version + ", which supports ")
                            .orElse("a driver that supports ")));
        }
    }

    /** What could not be judged at the submit, because the image was not there yet. */
    private void refuseClosed(Submission submission, List<ImageLooks.Place> places)
            throws IOException, InterruptedException {
        Submitter owner = submission.owner();
        Set<Long> groups = new TreeSet<>(supplementary(submission));
        groups.add(owner.gid());
        var closed = looks.closed(submission.image(), owner.uid(), groups, places);
        if (!closed.isEmpty()) {
            throw new ProblemException(List.copyOf(closed.values()));
        }
    }

    private void stage(
            String attempt,
            List<ResolvedMount> wanted,
            Staging.Visitor visitor,
            List<Mount> mounts,
            List<Staging.Expected> expected)
            throws IOException, InterruptedException {
        List<MountTarget> outer = new ArrayList<>();
        for (ResolvedMount mount : inOrder(wanted)) {
            switch (mount) {
                case ResolvedMount.Tmpfs(String path, var size) ->
                    mounts.add(new Mount.Tmpfs(
                            path, size, visitor.user().uid(), visitor.user().gid()));
                case ResolvedMount.Folder folder -> {
                    MountTarget target = new MountTarget(folder.containerPath());
                    refuseMissing(target, outer, expected, visitor);
                    Staged staged = staging.stage(attempt, expected.size(), source(folder), visitor);
                    expected.add(new Staging.Expected(staged, target));
                    outer.add(target);
                    // A stage is read-only itself, and the container inherits that. An engine that were asked to make
                    // it so
                    // would mount it once more, without the stage's nosuid and nodev.
                    boolean byEngine = staged.readOnly() && staged.mount().isEmpty();
                    mounts.add(new Mount.Bind(staged.path(), target.path(), byEngine));
                }
            }
        }
    }

    /** A mount point inside another of the user's volumes must be there: the runtime would make it as root. */
    private void refuseMissing(
            MountTarget target, List<MountTarget> outer, List<Staging.Expected> expected, Staging.Visitor visitor)
            throws IOException, InterruptedException {
        Optional<MountTarget> around = target.enclosing(outer);
        if (around.isEmpty()) {
            return;
        }
        Staged staged = expected.get(outer.indexOf(around.get())).staged();
        List<Problem> problems = staging.insideProblems(staged, around.get(), target, visitor);
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    /** Makes the volume's own folder where the configuration says so; what is the user's is made with their rights. */
    private VolumeSource source(ResolvedMount.Folder folder) throws IOException, InterruptedException {
        Optional<Making.RootFolder> making = folder.making().root();
        if (making.isPresent()) {
            Making.RootFolder root = making.get();
            String below = folder.root().substring(root.beneath().length()).replaceAll("^/+", "");
            volumes.ensure(
                    root.beneath(),
                    SubPath.of(below),
                    Math.toIntExact(root.uid()),
                    Math.toIntExact(root.gid()),
                    root.mode());
        }
        return new VolumeSource(
                folder.volume(),
                folder.root(),
                SubPath.of(folder.subPath()),
                folder.making().subPath(),
                folder.readOnly());
    }

    private static List<ResolvedMount> inOrder(List<ResolvedMount> wanted) {
        return wanted.stream()
                .sorted((one, other) -> MountTarget.OUTER_FIRST.compare(
                        new MountTarget(one.containerPath()), new MountTarget(other.containerPath())))
                .toList();
    }

    private List<Mount> accountFiles(String attempt, Submission submission, ImageLook look, String home)
            throws IOException, InterruptedException {
        Submitter owner = submission.owner();
        PasswdMerge.User user = new PasswdMerge.User(
                ContainerName.of(owner.name()),
                Math.toIntExact(owner.uid()),
                Math.toIntExact(owner.gid()),
                home,
                look.shell());
        List<PasswdMerge.Group> groups = new ArrayList<>();
        groups.add(group(owner.gid()));
        for (long gid : supplementary(submission)) {
            groups.add(group(gid));
        }
        Path passwd = files.write(
                attempt,
                "passwd",
                PasswdMerge.passwd(look.passwd().getBytes(StandardCharsets.ISO_8859_1), user),
                false);
        Path group = files.write(
                attempt,
                "group",
                PasswdMerge.group(look.group().getBytes(StandardCharsets.ISO_8859_1), user, groups),
                false);
        return List.of(
                new Mount.Bind(passwd.toString(), "/etc/passwd", true),
                new Mount.Bind(group.toString(), "/etc/group", true));
    }

    private PasswdMerge.Group group(long gid) throws IOException, InterruptedException {
        int number = Math.toIntExact(gid);
        String name = accounts.groupName(number).map(ContainerName::of).orElse("g" + gid);
        return new PasswdMerge.Group(number, name);
    }

    private static List<Device> devices(Node node, Attempt attempt) {
        return attempt.placements().getFirst().devices().stream()
                .flatMap(id ->
                        node.devices().stream().filter(device -> device.id().equals(id)))
                .toList();
    }

    /** The rights towards files that a job's processes have. */
    public static Credentials credentials(Submission submission) {
        List<Integer> groups = new ArrayList<>();
        groups.add(Math.toIntExact(submission.owner().gid()));
        supplementary(submission).forEach(gid -> groups.add(Math.toIntExact(gid)));
        return new Credentials(
                Math.toIntExact(submission.owner().uid()),
                Math.toIntExact(submission.owner().gid()),
                groups);
    }

    private static List<String> groups(Submission submission) {
        return supplementary(submission).stream().map(gid -> Long.toString(gid)).toList();
    }

    /** The user's groups and the project's, which the user is in, without the primary one. */
    private static List<Long> supplementary(Submission submission) {
        TreeSet<Long> all = new TreeSet<>(submission.owner().groups());
        all.add(submission.project().gid());
        all.remove(submission.owner().gid());
        return List.copyOf(all);
    }

    @Override
    public Optional<Problem> started(Job job, Attempt attempt, ContainerView view)
            throws IOException, InterruptedException {
        String name = attempt.container().text();
        Prepared known = prepared.get(name);
        Optional<Problem> difference = Optional.empty();
        if (known != null && view.pid() > 0 && view.status() == ContainerView.Status.RUNNING) {
            difference = differences(view.pid(), known.expected()).stream()
                    .findFirst()
                    .map(found -> VolumeProblems.DIFFERS.reason("target", found.target(), "found", found.found()));
        }
        staging.unstage(name);
        secrets.forget(name);
        prepared.remove(name);
        return difference;
    }

    /** A process that ended meanwhile has no mount table to compare, and no use for one. */
    private List<Staging.Difference> differences(int pid, List<Staging.Expected> expected) throws IOException {
        try {
            return staging.differences(pid, expected);
        } catch (NoSuchFileException ended) {
            return List.of();
        }
    }

    /**
     * The attempts of which a server that ended suddenly left something.
     *
     * @param live names of attempts that are not over; what is theirs stays
     */
    public SortedSet<String> leftBehind(Set<String> live) throws IOException, InterruptedException {
        SortedSet<String> attempts = new TreeSet<>(files.attempts());
        attempts.addAll(homes.attempts());
        attempts.removeAll(live);
        return attempts;
    }

    /** Removes what is left of an attempt that is over; its name is never given again. */
    public void discard(String attempt) throws IOException, InterruptedException {
        files.remove(attempt);
        secrets.forget(attempt);
        removeHome(attempt);
    }

    @Override
    public void clear(JobId job, int attempt) throws IOException, InterruptedException {
        String name = names.of(job.text(), attempt).text();
        prepared.remove(name);
        staging.unstage(name);
        discard(name);
    }

    /** One call goes only so far; while it gets on, there is another. */
    private void removeHome(String attempt) throws IOException, InterruptedException {
        Removal removal = homes.remove(attempt);
        while (!removal.gone() && removal.removed() > 0) {
            removal = homes.remove(attempt);
        }
    }
}
