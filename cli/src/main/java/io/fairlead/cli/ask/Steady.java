package io.fairlead.cli.ask;

import io.fairlead.cli.show.Shell;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.ServerUnreachable;
import java.io.IOException;
import java.time.Duration;

/**
 * Goes on when the server goes away: the same question again, with growing pauses, until it answers. Says so in one line
 * each time it went away. For one thread.
 */
public final class Steady {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** Some ten minutes. */
    private static final int TRIES_MAX = 300;

    private static final int UNAVAILABLE = 503;

    private final Shell shell;
    private boolean away;
    private int tries;
    private Duration pause = FIRST_PAUSE;

    public Steady(Shell shell) {
        this.shell = shell;
    }

    /** A question that may be asked any number of times. */
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws ApiFailure, IOException, InterruptedException;
    }

    /** The answer, however often it has to be asked. */
    public <T> T insist(Question<T> question) throws ApiFailure, IOException, InterruptedException {
        while (true) {
            try {
                T answer = question.ask();
                back();
                return answer;
            } catch (ServerUnreachable e) {
                again(e);
            } catch (ApiRefusal e) {
                if (e.problem().status() != UNAVAILABLE) {
                    throw e;
                }
                again(e);
            }
        }
    }

    /** The server is there: the next time it goes away is told again. */
    void back() {
        away = false;
        tries = 0;
        pause = FIRST_PAUSE;
    }

    void away() {
        if (!away) {
            away = true;
            shell.say("the server went away; waiting for it (the job is not affected)");
        }
    }

    private void again(ApiFailure failure) throws ApiFailure, InterruptedException {
        if (++tries > TRIES_MAX) {
            throw failure;
        }
        away();
        shell.world().pause(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
