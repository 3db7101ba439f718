package io.inventory4j.core.batching;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A store that keeps every call waiting until the test lets it go on, and that fails as the test says. */
final class HeldStore extends ForwardingLedger {
    static final StockKey KEY = StockKey.of("SKU");
    private static final int MANY = 1_000_000;

    /** The ids of each batch, in the order in which the batches came. */
    final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());

    /** The thread of each batch. */
    final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    private final Semaphore going = new Semaphore(0);
    private final Semaphore arrived = new Semaphore(0);
    private volatile boolean holding;
    private volatile Consumer<List<String>> before = ids -> {};
    private volatile Consumer<List<String>> after = ids -> {};

    HeldStore(long units) {
        // Not one that keeps rows locked: so half of the callers are enough.
        super(InMemoryLedger.create());
        Posting posting = new Posting(KEY, Bucket.OUTSIDE, Bucket.AVAILABLE, units);
        below().apply(List.of(Move.of("stock", "opening", posting)));
    }

    static Reserve order(String id) {
        List<ReserveLine> lines = List.of(new ReserveLine(KEY, 1, 0, List.of()));
        return new Reserve(ReservationId.of(id), null, lines, List.of(), Duration.ofHours(1), false, null, false);
    }

    /** From now on each call waits. */
    void hold() {
        holding = true;
    }

    /** Waits until so many further calls have come. */
    void awaitCalls(int number) {
        arrived.acquireUninterruptibly(number);
    }

    /** Lets one of the calls that wait, or come later, go on. */
    void letOneGo() {
        going.release();
    }

    void letAllGo() {
        holding = false;
        going.release(MANY);
    }

    /** Is given the ids before a batch is applied, and may throw: then nothing is applied. */
    void before(Consumer<List<String>> action) {
        before = action;
    }

    /** Is given the ids after a batch was applied, and may throw: then the answer is lost. */
    void after(Consumer<List<String>> action) {
        after = action;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<String> ids = new ArrayList<>();
        for (Command command : batch) {
            ids.add(command instanceof Reserve reserve ? reserve.id().value() : "other");
        }
        batches.add(ids);
        threads.add(Thread.currentThread());
        arrived.release();
        if (holding) {
            going.acquireUninterruptibly();
        }
        before.accept(ids);
        List<Outcome> outcomes = below().apply(batch);
        after.accept(ids);
        return outcomes;
    }
}
