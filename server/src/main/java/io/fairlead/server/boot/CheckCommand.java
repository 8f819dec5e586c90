package io.fairlead.server.boot;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.site.Requester;
import io.fairlead.core.site.Resolved;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.ContainerName;
import io.fairlead.server.auth.Peer;
import io.fairlead.server.config.Settings;
import io.fairlead.server.inventory.Inventory;
import io.fairlead.server.inventory.Machine;
import io.fairlead.server.inventory.MachineGpus;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.GivenFile;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead check FILE}: judges a file by the format and by this site's configuration. No server is asked. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Say everything that is wrong with a job file, here, without a server. No image is looked up:"
                + " check --resolve asks the server, which does.")
final class CheckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "FILE", description = "JSON or YAML; - reads standard input.")
    private String file = "-";

    @Option(names = "--project", paramLabel = "NAME", description = "The project to check for.")
    private @Nullable String project;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        byte[] text;
        try {
            text = GivenFile.read(file, System.in, Api.DEFINITION_MAX_BYTES).bytes();
        } catch (ProblemException e) {
            Main.show(err, e.problems());
            return Main.WRONG;
        }
        List<JobFile.ProjectChoice> outside =
                project == null ? List.of() : List.of(new JobFile.ProjectChoice("--project", project));
        ReadResult read = JobFile.read(text, Format.ofFileName(file), outside);
        Findings findings = read.findings();
        if (read.readable().isPresent()) {
            findings = read.places().in(findings.plus(here(read, read.readable().get(), site.ofServer())));
        }
        Main.show(err, findings.problems());
        Main.show(err, findings.notices());
        if (findings.refuses()) {
            return Main.WRONG;
        }
        spec.commandLine().getOut().println(file + ": ok");
        return Main.DONE;
    }

    /** What this site's configuration says of it. */
    private static Findings here(ReadResult read, JobDefinition definition, Settings settings)
            throws IOException, InterruptedException {
        int uid = Credentials.serverUid();
        Accounts accounts = new Accounts(new OwnThreads(1, PATIENCE), InstantSource.system(), PATIENCE);
        Account account = accounts.of(new Peer(uid, uid));
        Project own = new Project(account.gid(), definition.project().orElse(account.name()));
        Submitter owner = new Submitter(uid, account.name(), account.gid(), List.of(), account.home());
        Requester requester = new Requester(owner, own, "/home/" + ContainerName.of(account.name()));
        JobDefinition asked = definition;
        Resolved resolved = settings.resolver().resolve(asked, requester);
        Findings findings = resolved.findings();
        if (findings.refuses()) {
            // Whether a machine could run it is told all the same.
            asked = definition.withoutVolumes();
            resolved = settings.resolver().resolve(asked, requester);
        }
        if (resolved.findings().refuses() || !JobFile.tellsMachines(read)) {
            return findings;
        }
        List<Node> nodes =
                Inventory.nodes(settings.stations(), Machine.read(Path.of("/proc")), new MachineGpus().devices());
        Candidate candidate = new Candidate(
                owner,
                own,
                asked,
                new Texts(CanonicalJson.write(asked), read.source()),
                read.dialect().word(),
                ResolvedImage.unlooked(asked.docker().image()),
                true,
                resolved.clusters(),
                resolved.mounts(),
                Optional.empty());
        List<Problem> problems = new ArrayList<>();
        if (Admission.judge(candidate, new Ledger(nodes, List.of()), policy(settings))
                instanceof Admission.Verdict.Refused(List<Problem> refused)) {
            problems.addAll(refused);
        }
        return findings.plus(new Findings(problems, List.of()));
    }

    /** Root may check everybody's files, whoever may submit them. */
    private static AdmissionPolicy policy(Settings settings) {
        return new AdmissionPolicy(settings.admission().limits(), true);
    }
}
