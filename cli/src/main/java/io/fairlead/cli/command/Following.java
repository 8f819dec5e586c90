package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.JobWait;
import io.fairlead.cli.ask.LogFollow;
import io.fairlead.cli.ask.Steady;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.LogSink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Follows a job that was just handed in to its end: what it waits for, what it writes, and Ctrl-C, which cancels it. */
public final class Following {
    private Following() {}

    /** @param shell where its log goes */
    public static JobDetail to(Session session, String id, Shell shell)
            throws ApiFailure, IOException, InterruptedException {
        cancelOnInterrupt(session, id);
        return follow(session, id, shell);
    }

    private static void cancelOnInterrupt(Session session, String id) {
        AtomicInteger times = new AtomicInteger();
        Shell shell = session.shell();
        shell.world().onInterrupt(() -> {
            if (times.incrementAndGet() > 1) {
                shell.say("left job " + id + " to end by itself: fairlead show " + id);
                shell.world().leave(ExitCode.CANCELLED);
                return;
            }
            try {
                shell.say("asking for the end of job " + id + "; Ctrl-C again leaves it to end by itself");
                session.server().cancel(id);
            } catch (ApiFailure e) {
                shell.say("the job could not be cancelled: " + e.getMessage() + "; fairlead cancel " + id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static JobDetail follow(Session session, String id, Shell shell)
            throws ApiFailure, IOException, InterruptedException {
        Steady steady = session.steady();
        LogPrinter printer = new LogPrinter(shell);
        Waiting waiting = Waiting.begin(session, id);
        try {
            new LogFollow(session.server(), steady, id, 0)
                    .to(
                            new LogSink() {
                                @Override
                                public void attempt(int number) {
                                    waiting.end();
                                    printer.attempt(number);
                                }

                                @Override
                                public void bytes(byte[] from, int offset, int length) throws IOException {
                                    printer.bytes(from, offset, length);
                                }
                            },
                            0);
        } finally {
            waiting.end();
        }
        return new JobWait(session.server(), steady, id).ended();
    }
}
