package io.inventory4j.core.batching;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.ledger.store.RowCount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Group commit by a leader. A caller that finds a free turn and nobody waiting goes by itself, at once. Otherwise it
 * waits in the queue; and whoever gets a turn, while calls wait, carries the first of them to the store in one batch.
 *
 * <p>No wake-up is lost. A call is added to the queue before its caller looks for a turn, and a turn is given back
 * before its holder looks for a call that waits. So at least one of the two sees the other: the caller finds the turn,
 * or the holder finds the call and wakes its caller. One that leaves the queue may have been woken to take a turn, so
 * it looks for the next one in the same way. A turn is no use while somebody else collects ({@link Company}), and he
 * too looks for a call that waits after he has ended.
 *
 * <p>A failed batch says nothing of a single command. Each of its calls is sent again, alone, and so learns what became
 * of it (rules 1.4, 2.7, 3.4: the same id changes nothing the second time); and a command that the store cannot take
 * fails by itself.
 */
final class Batches {
    private static final String CLOSED = "the inventory is closed";

    /**
     * How often a caller lets others run before he sleeps. In a crowd the answer is mostly there by then, and to let
     * others run costs a fraction of what it costs to be put to sleep and woken.
     */
    private static final int LOOKS = 4;

    private final StockLedger store;
    private final BatchLimits limits;
    private final long deadlineNanos;
    private final CallQueue queue;
    private final Turns turns;
    private final Runners runners;
    private final Deadlines deadlines;
    private final Company company;

    Batches(StockLedger store, BatchLimits limits, Turns turns) {
        this(store, limits, turns, Runners::new);
    }

    /** With threads that do the work they are made with. */
    Batches(StockLedger store, BatchLimits limits, Turns turns, Function<Runnable, Runners> threads) {
        this.store = store;
        this.limits = limits;
        this.turns = turns;
        deadlineNanos = limits.deadline().toNanos();
        queue = new CallQueue(limits);
        // The transactions of such a ledger keep what they lock until they are committed.
        company = new Company(queue, ForwardingLedger.storeBelow(store) instanceof LoadApplyStoreLedger);
        runners = threads.apply(this::run);
        deadlines = new Deadlines(queue, runners, this::wakeNext, limits.deadline());
    }

    /** Whether all callers are to go together. */
    boolean goesTogether() {
        return company.goesTogether();
    }

    // ---- callers that wait for the answer

    List<Outcome> apply(List<Command> commands) {
        if (company.isThere() || !queue.isEmpty() || !turns.take()) {
            return await(queued(new BlockingCall(commands, rows(commands), deadline())));
        }
        long deadline = deadline();
        LedgerException unknown;
        try {
            return store.apply(commands);
        } catch (LedgerException e) {
            if (e.effect() == Effect.NONE) {
                throw e;
            }
            unknown = e;
        } finally {
            giveBack();
        }
        return awaitAfter(unknown, new BlockingCall(commands, rows(commands), deadline));
    }

    /** What became of a call that went by itself and was not answered. */
    private List<Outcome> awaitAfter(LedgerException unknown, BlockingCall call) {
        call.take();
        call.failed(unknown, false);
        call.answer();
        return await(call);
    }

    private <C extends QueuedCall> C queued(C call) {
        if (!queue.offer(call)) {
            throw new LedgerException(Effect.NONE, limits.waiting() + " calls wait for the store already", null);
        }
        return call;
    }

    private List<Outcome> await(BlockingCall call) {
        for (int looks = 0; ; looks++) {
            if (call.isAnswered()) {
                QueuedCall.Next next = call.next();
                if (next == QueuedCall.Next.DONE || !sentAgain(call, next)) {
                    return call.result();
                }
            } else if (Thread.currentThread().isInterrupted()) {
                // Before it leads: an interrupt would break off the calls of others.
                leave(call, "interrupted");
            } else if (call.waits() && collects()) {
                leadFor(call);
            } else if (call.left() <= 0) {
                leave(call, "not answered within " + limits.deadline());
            } else if (looks < LOOKS && !company.goesTogether()) {
                letOthersRun();
            } else {
                call.sleep(this);
            }
        }
    }

    /** Leads, perhaps without the caller's own call. If his thread fails, nobody is left to wait for it. */
    private void leadFor(BlockingCall call) {
        try {
            lead();
        } catch (Error e) {
            if (call.leaveQueue()) {
                queue.left(call);
                wakeNext();
            }
            throw e;
        }
    }

    /** Puts it into the queue once more, if its caller has the time. */
    private boolean sentAgain(QueuedCall call, QueuedCall.Next next) {
        if (next == QueuedCall.Next.LATER) {
            pause(call);
        }
        if (Thread.currentThread().isInterrupted() || call.left() <= 0) {
            return false;
        }
        call.again();
        queue.again(call);
        return true;
    }

    private void pause(QueuedCall call) {
        long end = System.nanoTime() + pauseOf(call);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private static long pauseOf(QueuedCall call) {
        return call.pause(ThreadLocalRandom.current().nextDouble());
    }

    /** Throws, unless it is answered at the same moment. */
    private void leave(QueuedCall call, String why) {
        if (call.leaveQueue()) {
            queue.left(call);
            wakeNext();
            throw call.gone("no turn at the store: " + why, false);
        }
        if (call.leaveBatch()) {
            throw call.gone("under way to the store: " + why, true);
        }
    }

    // ---- callers that do not wait

    CompletableFuture<List<Outcome>> submit(List<Command> commands) {
        AsyncCall call = new AsyncCall(commands, rows(commands), deadline(), this);
        if (!queue.offer(call)) {
            call.giveUp(new LedgerException(Effect.NONE, limits.waiting() + " calls wait for the store already", null));
            return call.future();
        }
        deadlines.watch(call);
        if (runners.isClosed() || turnIsFree()) {
            runLater();
        }
        return call.future();
    }

    /** Has a thread of the layer look for calls that wait. */
    void runLater() {
        if (!runners.start()) {
            deadlines.endAll(CLOSED);
        }
    }

    void again(AsyncCall call) {
        call.again();
        queue.again(call);
        deadlines.watchAgain(call);
        if (turnIsFree()) {
            runLater();
        }
    }

    void againLater(AsyncCall call) {
        deadlines.after(pauseOf(call), () -> again(call));
    }

    /** What a thread of the layer does: leads as long as it finds a turn and calls that wait. */
    private void run() {
        while (!queue.isEmpty() && collects()) {
            lead();
        }
    }

    // ---- who has a turn

    private boolean turnIsFree() {
        return turns.anyFree() && company.mayCollect();
    }

    /** Whether the caller has a turn and is to take a batch, which he or another one has collected. */
    private boolean collects() {
        if (company.endForAnother()) {
            return true;
        }
        if (!turnIsFree() || !turns.take()) {
            return false;
        }
        Object collection = company.begin();
        if (collection == null) {
            giveBack();
            return false;
        }
        awaitCompany();
        return company.end(collection);
    }

    /**
     * Lets others join who are about to call, as those do that the last batch has answered: as long as the queue grows,
     * each look lets the threads run that are ready. A caller without company looks once, or not at all.
     */
    private void awaitCompany() {
        if (!company.isThere()) {
            return;
        }
        int before = -1;
        for (int now = queue.waiting(); now > before && !company.isComplete(); now = queue.waiting()) {
            before = now;
            letOthersRun();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // not relied on: it is as right if nobody else runs
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Carries a batch to the store, gives the turn back, and then the answers. */
    private void lead() {
        List<QueuedCall> batch = List.of();
        try {
            try {
                batch = queue.take();
            } finally {
                company.leaves(batch.size());
            }
            // Who did not fit in, or has come just now, may have seen that this one collects.
            wakeNext();
            carry(batch);
        } finally {
            company.returns(batch.size());
            giveBack();
            answer(batch);
        }
    }

    /** Futures are completed on threads of the layer, because what a shop has hung on them runs there too. */
    private void answer(List<QueuedCall> batch) {
        List<QueuedCall> later = new ArrayList<>();
        for (QueuedCall call : batch) {
            if (call instanceof AsyncCall && !runners.isOne(Thread.currentThread())) {
                later.add(call);
            } else {
                call.answer();
            }
        }
        if (!later.isEmpty()) {
            runners.execute(() -> later.forEach(QueuedCall::answer));
        }
    }

    private void carry(List<QueuedCall> batch) {
        if (batch.isEmpty()) {
            return;
        }
        boolean others = batch.size() > 1;
        try {
            List<Outcome> outcomes = store.apply(CallQueue.commands(batch));
            int from = 0;
            for (QueuedCall call : batch) {
                int to = from + call.commands().size();
                call.said(to - from == 1 ? List.of(outcomes.get(from)) : outcomes.subList(from, to));
                from = to;
            }
        } catch (RuntimeException e) {
            batch.forEach(call -> call.failed(e, others));
        } catch (Error e) {
            LedgerException failure = new LedgerException(Effect.UNKNOWN, "the store has failed: " + e, null);
            batch.forEach(call -> call.failed(failure, others));
            throw e;
        }
    }

    private void giveBack() {
        turns.giveBack();
        wakeNext();
    }

    private void wakeNext() {
        if (!queue.isEmpty() && turnIsFree()) {
            QueuedCall first = queue.first();
            if (first != null) {
                first.turnMayBeFree();
            }
        }
    }

    private static int rows(List<Command> commands) {
        int rows = 0;
        for (Command command : commands) {
            rows += RowCount.of(command);
        }
        return rows;
    }

    private long deadline() {
        return System.nanoTime() + deadlineNanos;
    }

    /** Ends the threads of the layer; calls that nobody waits for, and that are not under way, fail. */
    void close() {
        runners.close();
        deadlines.endAll(CLOSED);
    }
}
