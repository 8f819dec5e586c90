package io.fairlead.cli.command;

import io.fairlead.cli.show.Progress;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.client.ApiFailure;
import java.time.Duration;

/** Says, until it is ended, what a job waits for. */
public final class Waiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Session session;
    private final String job;
    private final Progress progress;
    private final Thread thread;

    private Waiting(Session session, String job) {
        this.session = session;
        this.job = job;
        this.progress = new Progress(session.shell());
        this.thread = Thread.ofVirtual().name("progress").unstarted(this::look);
    }

    public static Waiting begin(Session session, String job) {
        Waiting waiting = new Waiting(session, job);
        waiting.thread.start();
        return waiting;
    }

    private void look() {
        try {
            while (shown(session.server().why(job))) {
                session.shell().world().pause(LOOK_EVERY);
            }
        } catch (ApiFailure e) {
            // only the progress is lost: whoever follows the log meets the same failure and deals with it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        progress.clear();
    }

    /** @return whether there is still something to wait for */
    private boolean shown(WhyView why) {
        String code = why.reason().map(Finding::code).orElse("");
        return switch (why.state()) {
            case "ONHOLD", "QUEUED", "ASSIGNED", "STARTING" -> {
                progress.show(why.state() + code, why.state() + ": " + why.summary());
                yield true;
            }
            default -> false;
        };
    }

    /** Nothing is printed after this. */
    public void end() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
