package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Ends jobs by their names, as {@code docker stop} does; all of them are tried. */
public final class EndCommand implements Command {
    private final String what;
    private final Way way;

    /** What comes after the end. */
    public enum Way {
        /** They are asked to end, their end is waited for, and they stay in view. */
        END,
        /** Those that have ended go out of view; a live one is refused, or ended first. */
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
    public int run(Given given, Session session) throws ApiFailure, IOException, InterruptedException {
        boolean force = given.has("--force");
        int code = ExitCode.DONE;
        SequencedMap<String, String> asked = new LinkedHashMap<>();
        for (String name : given.arguments()) {
            try {
                JobDetail job = Containers.found(session, name);
                boolean live = Containers.isLive(job.job());
                if (live && (way != Way.REMOVE || force)) {
                    session.server().cancel(job.job().id());
                } else if (way != Way.END) {
                    session.server().remove(job.job().id());
                }
                if (live && way != Way.DELETE) {
                    asked.put(name, job.job().id());
                } else {
                    session.shell().out().println(name);
                }
            } catch (Failure e) {
                e.tell(session.shell());
                code = ExitCode.REFUSED;
            } catch (ApiRefusal e) {
                Failure.of(e, _ -> name).tell(session.shell());
                code = ExitCode.REFUSED;
            }
        }
        session.shell().out().flush();
        await(asked, session);
        return code;
    }

    /** All were asked before the first is waited for, so that their graces pass side by side. */
    private void await(SequencedMap<String, String> asked, Session session)
            throws ApiFailure, IOException, InterruptedException {
        Steady steady = session.steady();
        for (Map.Entry<String, String> one : asked.entrySet()) {
            JobDetail _ = new JobWait(session.server(), steady, one.getValue()).ended();
            if (way == Way.REMOVE) {
                session.server().remove(one.getValue());
            }
            session.shell().out().println(one.getKey());
            session.shell().out().flush();
        }
    }
}
