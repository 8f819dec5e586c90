package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;

/** Ends jobs by their names, as {@code docker stop} does; all of them are tried. */
public final class EndCommand implements Command {
    private final String what;
    private final Way way;

    /** What comes after the end. */
    public enum Way {
        /** They are asked to end, and stay in view. */
        END,
        /** Those that have ended go out of view; a live one is refused. */
        REMOVE,
        /** Live ones are asked to end, and the others go out of view. */
        DELETE
    }

    /** @param what a container or a job, as their users call it */
    public EndCommand(String what, Way way) {
        this.what = what;
        this.way = way;
    }

    @Override
    public void declare(Flags flags) {
        flags.several(what + "…", "names or ids");
        if (way == Way.REMOVE) {
            flags.flag("-f, --force", "end it first, if it is live")
                    .flag("-v, --volumes", "nothing to do: volumes stay");
        } else if (way == Way.END) {
            flags.value("-t, --time", "SECONDS", "nothing to do: the definition says how long it has")
                    .value("-s, --signal", "SIGNAL", "nothing to do: the definition says which");
        }
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        int code = ExitCode.DONE;
        for (String name : given.arguments()) {
            try {
                JobDetail job = Containers.found(session, name);
                boolean live = Containers.isLive(job.job());
                if (live && (way != Way.REMOVE || given.has("--force"))) {
                    session.server().cancel(job.job().id());
                } else if (way != Way.END) {
                    session.server().remove(job.job().id());
                }
                session.shell().out().println(name);
            } catch (Failure e) {
                e.tell(session.shell());
                code = ExitCode.REFUSED;
            } catch (ApiRefusal e) {
                Failure.of(e, _ -> name).tell(session.shell());
                code = ExitCode.REFUSED;
            }
        }
        return code;
    }
}
