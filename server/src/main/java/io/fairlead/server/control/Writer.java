package io.fairlead.server.control;

import io.fairlead.core.job.Job;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.schedule.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one thread that decides. It takes whatever messages have come and decides them together; the scribe's thread makes
 * the changes durable, and only then answers and hands the effects on: under load the disk is waited for once per batch,
 * and the next batch is decided meanwhile.
 */
final class Writer {
    /** Messages that may wait; one more is refused at once, so that memory is bounded. */
    static final int QUEUE_MAX = 8192;

    /** Messages that share a transaction, so that nobody waits for an endless batch. */
    private static final int BATCH_MAX = 512;

    /** How long a first message waits for company at most. */
    private static final long COMPANY_NANOS = 500_000;

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final ArrayBlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final ExecutorService journal =
            Executors.newSingleThreadExecutor(urgent("journal").factory());
    private final Scribe scribe;
    private final Clerk clerk;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    /** Requests that were taken and have no answer yet. */
    private final AtomicInteger owed = new AtomicInteger();

    private final Crowd crowd = new Crowd();
    /** As many messages end the wait for company; 0 while nobody waits for it. */
    private volatile int company;

    private volatile boolean stopping;

    /**
     * What others may know of a turn that is durable: values, taken by the writer's own thread.
     *
     * @param plan why jobs wait, as of this turn
     * @param after the jobs that it touched
     */
    record View(Plan plan, List<Job> after) {}

    /**
     * @param loops makes a loop from what the store has; asked at the start, and again after nothing could be saved
     * @param effects carries effects out without blocking the caller
     * @param published told after each turn that changed something, or why jobs wait
     */
    Writer(
            Supplier<ControlLoop> loops,
            ChangeLog log,
            Consumer<Effect> effects,
            Consumer<View> published,
            InstantSource clock) {
        this.scribe = new Scribe(log, effects, published, journal);
        this.clerk = new Clerk(loops, scribe, clock);
        this.clock = clock;
        this.thread = urgent("writer").unstarted(this::run);
    }

    /** Everybody waits for these two: where the server may say so, they go before the threads that serve one request. */
    @SuppressWarnings("ThreadPriorityCheck") // a matter of speed alone: without it everything comes out the same
    private static Thread.Builder.OfPlatform urgent(String name) {
        return Thread.ofPlatform().name(name).priority(Thread.MAX_PRIORITY);
    }

    /** Tells every control loop, from the first one on; only before {@link #start}. */
    void know(Message fact) {
        clerk.know(fact);
    }

    /** Returns once every live job has been taken up again, however often the store has to be asked for them. */
    void start() throws InterruptedException {
        thread.start();
        ready.await();
    }

    /** Takes a message, unless too many wait. */
    boolean offer(Message message) {
        if (stopping || !queue.offer(message)) {
            return false;
        }
        called();
        // Stopped meanwhile: nobody would take it any more, unless somebody has.
        return !stopping || !queue.remove(message);
    }

    /** Takes a message that must not get lost, such as an observation; waits while too many wait. */
    void put(Message message) throws InterruptedException {
        queue.put(message);
        called();
    }

    /**
     * Takes a message whose answer somebody waits for, unless too many wait.
     *
     * @param request makes the message of where its answer goes
     */
    boolean offer(Function<Message.Answer, Message> request, Message.Answer answer) {
        owed.incrementAndGet();
        boolean taken = offer(request.apply(reply -> {
            owed.decrementAndGet();
            answer.accept(reply);
        }));
        if (!taken) {
            owed.decrementAndGet();
        }
        return taken;
    }

    /** Ends the wait for company where this was the last one missing. */
    private void called() {
        int enough = company;
        if (enough > 0 && queue.size() >= enough) {
            LockSupport.unpark(thread);
        }
    }

    int waiting() {
        return queue.size();
    }

    private void run() {
        try {
            // What was found out before the start, such as a disk without room, binds the first pass already.
            queue.forEach(clerk::know);
            clerk.open();
            List<Message> batch = new ArrayList<>(BATCH_MAX);
            while (!stopping) {
                if (clerk.isOpen()) {
                    ready.countDown();
                }
                batch.clear();
                await(batch);
                clerk.handle(batch);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(List<Message> batch) throws InterruptedException {
        Message first = queue.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
        batch.add(first == null ? new Message.Tick() : first);
        gather(crowd.together(owed.get()) - 1);
        queue.drainTo(batch, BATCH_MAX - 1);
    }

    /**
     * Where many submit at once, half of them share a transaction while the others are answered and come again: a commit for
     * each handful costs more than all else about them. Whoever submits alone waits for nobody.
     */
    private void gather(int enough) {
        long end = System.nanoTime() + COMPANY_NANOS;
        company = enough;
        for (long left = COMPANY_NANOS; left > 0 && queue.size() < enough; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        company = 0;
    }

    private Duration pause() {
        return clerk.nextWake()
                .map(wake -> Duration.between(clock.instant(), wake))
                .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(LONGEST_SLEEP);
    }

    /** Ends after the turn under way; messages that wait are refused. */
    void stop() throws InterruptedException {
        stopping = true;
        // Wakes it where it sleeps; where the queue is full it does not.
        boolean _ = queue.offer(new Message.Tick());
        thread.join(Duration.ofSeconds(10));
        journal.shutdown();
        journal.awaitTermination(10, TimeUnit.SECONDS);
        List<Message> left = new ArrayList<>();
        queue.drainTo(left);
        Reply stopped = new Reply.Unavailable(ControlProblems.STOPPING.reason());
        left.forEach(message -> Clerk.refuse(message, stopped));
    }
}
