package io.fairlead.server.control;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.site.Requester;
import io.fairlead.core.site.Resolved;
import io.fairlead.core.site.Resolver;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.auth.ContainerName;
import io.fairlead.server.images.ImageLooks;
import io.fairlead.server.images.SiteImages;
import io.fairlead.server.secrets.UserSecrets;
import io.fairlead.server.volumes.Home;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.Dialect;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.Places;
import io.fairlead.wire.jobfile.ReadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a person sent into a candidate: read, looked up and resolved, before the writer sees any of it. */
final class Reception {
    private static final FieldPath DOCKER = FieldPath.of("request", "docker");
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Accounts accounts;
    private final Ownership ownership;
    private final Supplier<Resolver> resolver;
    private final SiteImages images;
    private final UserSecrets secrets;
    private final LimitTable limits;
    private final List<String> allowedGroups;
    private final Readings readings = new Readings();

    /**
     * Where a definition is looked up.
     *
     * @param resolver of the clusters and volumes as they are now
     */
    record Sources(Accounts accounts, Supplier<Resolver> resolver, SiteImages images, UserSecrets secrets) {}

    /** @param allowedGroups whose members may submit; empty: everybody with a login */
    Reception(Sources sources, LimitTable limits, List<String> allowedGroups) {
        this.accounts = sources.accounts();
        this.ownership = new Ownership(accounts);
        this.resolver = sources.resolver();
        this.images = sources.images();
        this.secrets = sources.secrets();
        this.limits = limits;
        this.allowedGroups = List.copyOf(allowedGroups);
    }

    /** What came of it. */
    sealed interface Result {
        /** Where the parts of what was sent stand. */
        Places places();

        Result with(Places places);

        record Ready(Candidate candidate, List<Problem> notices, Places places) implements Result {
            @Override
            public Result with(Places others) {
                return new Ready(candidate, notices, others);
            }
        }

        /** @param rest what can be judged all the same, so that all problems come at once; never to be run */
        record Refused(Desk.Refused.Kind kind, Findings findings, Optional<Candidate> rest, Places places)
                implements Result {
            Refused(Desk.Refused.Kind kind, Findings findings) {
                this(kind, findings, Optional.empty());
            }

            Refused(Desk.Refused.Kind kind, Findings findings, Optional<Candidate> rest) {
                this(kind, findings, rest, Places.NONE);
            }

            @Override
            public Result with(Places others) {
                return new Refused(kind, findings, rest, others);
            }
        }
    }

    Result receive(Caller caller, byte[] body, Desk.SubmitOptions options) throws InterruptedException {
        try {
            Optional<Account> account = account(caller, options.as());
            if (account.isEmpty()) {
                return forbidden(ControlProblems.NO_ACCOUNT.reason(
                        "user", options.as().orElseGet(() -> Long.toString(caller.uid()))));
            }
            if (!mayUse(account.get())) {
                return forbidden(ControlProblems.NOT_ALLOWED.reason(
                        "user", account.get().name(), "groups", String.join(", ", allowedGroups)));
            }
            return read(account.get(), body, options);
        } catch (IOException e) {
            LOG.error("the name service failed", e);
            return new Result.Refused(
                    Desk.Refused.Kind.UNAVAILABLE,
                    Findings.of(ControlProblems.NAME_SERVICE.reason("cause", String.valueOf(e.getMessage()))));
        }
    }

    /**
     * A job of the caller's own, or of the account for which the host asks, once more with its very image.
     *
     * @param named its id; that of its array, where all members are meant
     */
    Result again(Caller caller, Job job, JobId named) throws InterruptedException {
        Submission before = job.submission();
        if (before.isBuild() || before.definition().scheduling().session()) {
            return new Result.Refused(
                    Desk.Refused.Kind.INVALID,
                    Findings.of(ControlProblems.NO_RERUN.reason(
                            "what",
                            before.isBuild() ? "the build of an image" : "a session",
                            "instead",
                            before.isBuild() ? "image update NAME --rebuild" : "session deploy NAME")));
        }
        if (caller.uid() != before.owner().uid() && caller.rank() != Caller.Rank.HOST) {
            return forbidden(
                    ControlProblems.RERUN_OTHERS.reason("owner", before.owner().name()));
        }
        try {
            Optional<Account> account =
                    accounts.ofUid(Math.toIntExact(before.owner().uid()));
            return account.isEmpty()
                    ? forbidden(ControlProblems.NO_ACCOUNT.reason(
                            "user", before.owner().name()))
                    : lookUp(account.get(), Wanted.again(job, named));
        } catch (IOException e) {
            LOG.error("the name service failed", e);
            return new Result.Refused(
                    Desk.Refused.Kind.UNAVAILABLE,
                    Findings.of(ControlProblems.NAME_SERVICE.reason("cause", String.valueOf(e.getMessage()))));
        }
    }

    /**
     * What is to be looked up.
     *
     * @param texts of the definition
     * @param notices of its reader
     * @param exactly the image that it must be, and whose job had it
     * @param rerunOf what it repeats
     */
    private record Wanted(
            JobDefinition definition,
            Texts texts,
            String dialect,
            List<Problem> notices,
            Optional<RegistryCredential> credential,
            Optional<Job> exactly,
            Optional<JobId> rerunOf) {
        static Wanted again(Job job, JobId named) {
            Submission before = job.submission();
            JobDefinition definition = only(before.definition(), named);
            return new Wanted(
                    definition,
                    new Texts(CanonicalJson.write(definition), before.source()),
                    before.dialect(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(job),
                    Optional.of(named));
        }

        /** Of an array just the member that was named. */
        private static JobDefinition only(JobDefinition definition, JobId named) {
            return definition
                    .scheduling()
                    .array()
                    .filter(_ -> named.isMember())
                    .map(array -> definition.arrayed(array.only(named.index().orElseThrow())))
                    .orElse(definition);
        }
    }

    /** Somebody whom a question is about. */
    sealed interface Who {
        /** @param project the one that is theirs where they name none */
        record Known(String login, long uid, String project) implements Who {}

        record Refused(Problem problem, Desk.Refused.Kind kind) implements Who {}
    }

    /** The caller, or the account that an administrator asks for. */
    Who who(Caller caller, Optional<String> as) throws InterruptedException {
        try {
            Optional<Account> account = account(caller, as);
            if (account.isEmpty()) {
                return new Who.Refused(
                        ControlProblems.NO_ACCOUNT.reason("user", as.orElseGet(() -> Long.toString(caller.uid()))),
                        Desk.Refused.Kind.FORBIDDEN);
            }
            Account known = account.get();
            return new Who.Known(
                    known.name(), known.uid(), ownership.ownProject(known).name());
        } catch (IOException e) {
            LOG.error("the name service failed", e);
            return new Who.Refused(
                    ControlProblems.NAME_SERVICE.reason("cause", String.valueOf(e.getMessage())),
                    Desk.Refused.Kind.UNAVAILABLE);
        }
    }

    private Optional<Account> account(Caller caller, Optional<String> as) throws IOException, InterruptedException {
        return as.isPresent() ? accounts.named(as.get()) : accounts.ofUid(Math.toIntExact(caller.uid()));
    }

    private boolean mayUse(Account account) throws IOException, InterruptedException {
        if (allowedGroups.isEmpty()) {
            return true;
        }
        for (String group : allowedGroups) {
            if (accounts.groupNamed(group).filter(account.groups()::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Result read(Account account, byte[] body, Desk.SubmitOptions options)
            throws IOException, InterruptedException {
        Format format = switch (options.format()) {
            case JSON -> Format.JSON;
            case YAML -> Format.YAML;
        };
        List<JobFile.ProjectChoice> projects = options.project()
                .map(name -> List.of(new JobFile.ProjectChoice("--project", name)))
                .orElse(List.of());
        Readings.Reading reading = readings.read(body, format, projects);
        ReadResult read = reading.result();
        if (read.definition().isEmpty()) {
            return more(account, read).with(read.places());
        }
        if (options.dialect().isPresent()
                && !Dialect.translated().contains(options.dialect().get())) {
            String known = String.join(", ", Dialect.translated());
            return new Result.Refused(
                    Desk.Refused.Kind.INVALID,
                    Findings.of(ControlProblems.DIALECT.reason(
                            "dialect", options.dialect().get(), "known", known)));
        }
        String dialect = options.origin()
                .map(Desk.Origin::dialect)
                .or(options::dialect)
                .orElseGet(() -> read.dialect().word());
        Texts texts = reading.texts().orElseThrow();
        return lookUp(
                        account,
                        new Wanted(
                                read.definition().get(),
                                options.origin()
                                        .map(origin -> new Texts(texts.definition(), origin.text()))
                                        .orElse(texts),
                                dialect,
                                read.findings().notices(),
                                read.credential(),
                                Optional.empty(),
                                Optional.empty()))
                .with(read.places());
    }

    /** What is wrong beside the form is looked up for as much as could be read. */
    private Result more(Account account, ReadResult read) throws IOException, InterruptedException {
        if (read.readable().isEmpty()) {
            return new Result.Refused(Desk.Refused.Kind.INVALID, read.findings());
        }
        Result found = lookUp(
                account,
                new Wanted(
                        read.readable().get(),
                        new Texts("", ""),
                        read.dialect().word(),
                        List.of(),
                        read.credential(),
                        Optional.empty(),
                        Optional.empty()));
        return switch (found) {
            case Result.Ready(Candidate candidate, var _, var _) ->
                new Result.Refused(Desk.Refused.Kind.INVALID, read.findings(), judged(read, Optional.of(candidate)));
            // Who cannot be asked now is no problem of the definition, which is refused anyhow.
            case Result.Refused(var kind, var _, var _, var _)
            when kind != Desk.Refused.Kind.INVALID -> new Result.Refused(Desk.Refused.Kind.INVALID, read.findings());
            case Result.Refused(var kind, Findings findings, var rest, var _) ->
                new Result.Refused(
                        kind, read.findings().plus(new Findings(findings.problems(), List.of())), judged(read, rest));
        };
    }

    /** Not where a part was misread by which machines are judged. */
    private static Optional<Candidate> judged(ReadResult read, Optional<Candidate> rest) {
        return rest.filter(_ -> JobFile.tellsMachines(read));
    }

    /** Everything that does not depend on each other is looked up, so that all problems come at once. */
    private Result lookUp(Account account, Wanted wanted) throws IOException, InterruptedException {
        JobDefinition written = wanted.definition();
        Submitter owner = Ownership.submitter(account);
        List<Problem> problems = new ArrayList<>();
        Project project = ownership.project(account, written, problems);
        Limits own = limits.of(owner.name(), project.name());
        JobDefinition definition = own.stopped(written);
        ownership.whoItRunsAs(account, definition, problems);
        problems.addAll(unknownSecrets(account, definition.docker()));
        Resolver here = resolver.get();
        Resolved resolved =
                here.resolve(definition, new Requester(owner, project, "/home/" + ContainerName.of(account.name())));
        problems.addAll(resolved.findings().problems());
        List<ClusterId> reachable = here.reachable(resolved);
        SiteImages.Wish wish = wish(account, definition, wanted.credential());
        Optional<ResolvedImage> exactly =
                wanted.exactly().map(job -> job.submission().image());
        SiteImages.Answer image =
                exactly.isPresent() ? images.again(reachable, wish, exactly.get()) : images.resolve(reachable, wish);
        if (image instanceof SiteImages.Answer.Refused(Problem problem, boolean retryable)) {
            problems.add(problem.at(DOCKER.key("image")));
            if (retryable && problems.size() == 1) {
                return new Result.Refused(Desk.Refused.Kind.UNAVAILABLE, new Findings(problems, List.of()));
            }
        }
        List<Problem> notices = new ArrayList<>(wanted.notices());
        notices.addAll(own.stoppedAt(written));
        notices.addAll(resolved.findings().notices());
        if (image instanceof SiteImages.Answer.Found there) {
            notices.addAll(there.notices());
            problems.addAll(closed(owner, project, definition.docker(), resolved.mounts(), there));
        }
        if (!problems.isEmpty() || !(image instanceof SiteImages.Answer.Found found)) {
            return new Result.Refused(
                    Desk.Refused.Kind.INVALID,
                    new Findings(problems, notices),
                    rest(owner, project, definition, wanted.dialect()));
        }
        return new Result.Ready(
                new Candidate(
                        owner,
                        project,
                        definition,
                        definition.equals(written)
                                ? wanted.texts()
                                : new Texts(
                                        CanonicalJson.write(definition),
                                        wanted.texts().source()),
                        wanted.dialect(),
                        found.image(),
                        found.present(),
                        found.clusters().size() < reachable.size() ? found.clusters() : resolved.clusters(),
                        resolved.mounts(),
                        wanted.rerunOf()),
                notices,
                Places.NONE);
    }

    /** Without volumes and as if the image were there; empty where not even the clusters are. */
    private Optional<Candidate> rest(Submitter owner, Project project, JobDefinition definition, String dialect) {
        JobDefinition bare = definition.withoutVolumes();
        Resolved resolved =
                resolver.get().resolve(bare, new Requester(owner, project, "/home/" + ContainerName.of(owner.name())));
        return resolved.findings().refuses()
                ? Optional.empty()
                : Optional.of(new Candidate(
                        owner,
                        project,
                        bare,
                        new Texts("", ""),
                        dialect,
                        ResolvedImage.unlooked(bare.docker().image()),
                        true,
                        resolved.clusters(),
                        resolved.mounts(),
                        Optional.empty()));
    }

    private static SiteImages.Wish wish(
            Account account, JobDefinition definition, Optional<RegistryCredential> credential) {
        DockerRequest docker = definition.docker();
        boolean atOnce = definition.scheduling().interactive();
        return new SiteImages.Wish(account.uid(), docker.image(), docker.pull(), credential, atOnce);
    }

    /** What of the definition lies behind folders of the image that are closed to the user. */
    private List<Problem> closed(
            Submitter owner,
            Project project,
            DockerRequest docker,
            List<SiteMounts> sites,
            SiteImages.Answer.Found found)
            throws InterruptedException {
        if (found.looks().isEmpty()) {
            return List.of();
        }
        ImageLooks looks = found.looks().get();
        ResolvedImage image = found.image();
        List<ResolvedMount> mounts =
                sites.isEmpty() ? List.of() : sites.getFirst().mounts();
        Set<Long> groups = new TreeSet<>(owner.groups());
        groups.add(owner.gid());
        groups.add(project.gid());
        try {
            Home home = Home.of(
                    ContainerName.of(owner.name()), mounts, looks.of(image).rootHomeIsBare());
            List<Problem> problems = new ArrayList<>();
            looks.closed(image, owner.uid(), groups, home.places(mounts, docker.secretFiles(), docker.workingDir()))
                    .forEach((path, problem) -> problems.add(problem.at(fieldOf(path, docker))));
            return problems;
        } catch (ProblemException gone) {
            return gone.problems().stream()
                    .map(problem -> problem.at(DOCKER.key("image")))
                    .toList();
        } catch (IOException e) {
            LOG.warn("could not look into {} at the submit; judged when it starts", image.reference(), e);
            return List.of();
        }
    }

    private static FieldPath fieldOf(String path, DockerRequest docker) {
        for (int i = 0; i < docker.storage().size(); i++) {
            if (docker.storage()
                    .get(i)
                    .target()
                    .filter(it -> it.path().equals(path))
                    .isPresent()) {
                return DOCKER.key("storage").index(i).key("containerPath");
            }
        }
        if (docker.secretFiles().contains(path)) {
            return DOCKER.key("secrets");
        }
        return docker.workingDir().filter(path::equals).isPresent() ? DOCKER.key("workingDir") : DOCKER.key("image");
    }

    /** Only names of the account's own secrets are compared: what others keep is nobody's business. */
    private List<Problem> unknownSecrets(Account account, DockerRequest docker) {
        List<Problem> problems = new ArrayList<>();
        docker.secrets().forEach((variable, use) -> {
            if (secrets.value(account.uid(), use.secret()).isEmpty()) {
                List<String> names = secrets.list(account.uid()).stream()
                        .map(UserSecrets.Kept::name)
                        .toList();
                String near = Nearest.of(use.secret(), names)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                problems.add(ControlProblems.SECRET_UNKNOWN.problem(
                        DOCKER.key("secrets").key(variable),
                        use.secret(),
                        "name",
                        use.secret(),
                        "user",
                        account.name(),
                        "near",
                        near));
            }
        });
        return problems;
    }

    private static Result forbidden(Problem problem) {
        return new Result.Refused(Desk.Refused.Kind.FORBIDDEN, Findings.of(problem));
    }
}
