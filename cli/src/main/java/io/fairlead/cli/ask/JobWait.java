package io.fairlead.cli.ask;

import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.EventSink;
import java.io.IOException;
import java.util.Optional;

/** Waits for what becomes of one job, through any number of restarts of the server. */
public final class JobWait {
    private final ApiClient server;
    private final Steady steady;
    private final String job;
    private long last;

    public JobWait(ApiClient server, Steady steady, String job) {
        this.server = server;
        this.steady = steady;
        this.job = job;
    }

    public static boolean ended(JobDetail job) {
        return switch (job.job().state()) {
            case "FINISHED", "FAILED", "CANCELLED" -> true;
            default -> false;
        };
    }

    /** Waits for the end. */
    public JobDetail ended() throws ApiFailure, IOException, InterruptedException {
        return waited("");
    }

    /** Waits until it runs or has run, or has ended without. */
    public JobDetail running() throws ApiFailure, IOException, InterruptedException {
        return waited("RUNNING");
    }

    /** @param state at which to stop waiting before the end; empty for none */
    private JobDetail waited(String state) throws ApiFailure, IOException, InterruptedException {
        try {
            Optional<EventView> _ = steady.insist(() -> server.watch(job, last, new EventSink() {
                @Override
                public void event(EventView event) {
                    last = event.sequence();
                    steady.back();
                    if (event.state().filter(state::equals).isPresent()) {
                        throw new Enough();
                    }
                }

                @Override
                public void interrupted(int tries) {
                    steady.away();
                }
            }));
        } catch (Enough e) {
            return now();
        }
        return now();
    }

    private JobDetail now() throws ApiFailure, IOException, InterruptedException {
        return steady.insist(() -> server.job(job));
    }

    /** Ends the watching: a sink has no other way to say that it has seen what it waited for. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("seen", null, false, false);
        }
    }
}
