package io.fairlead.server.boot;

import io.fairlead.server.config.Settings;
import io.fairlead.store.Store;
import io.fairlead.store.StoreSettings;
import io.fairlead.store.verify.Difference;
import io.fairlead.store.verify.Report;
import io.fairlead.wire.jobfile.JobFile;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fairlead verify}: replays every change and compares the outcome with the state tables. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Replay the change log and compare it with the state tables, beside a running server or without.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings = site.settings();
        StoreSettings of = new StoreSettings(
                settings.places().state().resolve(FairleadServer.STORE),
                JobFile::readStored,
                InstantSource.system(),
                new SecureRandom(),
                StoreSettings.BUSY_DEFAULT);
        return show(Store.inspect(of), spec.commandLine().getOut());
    }

    private static int show(Report report, PrintWriter out) {
        out.println(report.jobs() + " jobs, " + report.changes() + " changes replayed");
        for (Difference difference : report.differences()) {
            out.println(difference.table() + " " + difference.row() + ": " + difference.field() + " is "
                    + difference.found() + ", and the changes say " + difference.expected());
        }
        out.println(
                report.isClean()
                        ? "the store is as its changes say"
                        : report.differences().size() + " differences");
        return report.isClean() ? Main.DONE : Main.REFUSED;
    }
}
