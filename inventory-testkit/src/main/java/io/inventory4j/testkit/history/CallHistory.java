package io.inventory4j.testkit.history;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer over the ledger under test that records what each caller asked, what came back, and which calls were over
 * before others began. {@link HistoryChecker} decides whether one order of all calls obeys the rules.
 *
 * <p>Every command must go through one instance, from a fresh ledger on. Each thread is a caller with a record of its
 * own; the callers share one counter, read before each call and after each return, and nothing else. Thread-safe; the
 * records are read when no call is under way. The clock may be turned only while nobody calls. The journal, {@code
 * open} and {@code purge} are passed on and not recorded; a history with a purge in it cannot be decided.
 *
 * <p>A call that failed with {@link LedgerException.Effect#NONE} is left out; one that failed with {@code UNKNOWN}
 * never ends. Any other exception is a finding by itself.
 */
public class CallHistory extends ForwardingLedger {
    // Has no reference to its history: a thread that lives on would otherwise keep that, and the ledger, alive.
    private static final class Book {
        final int caller;
        final Thread thread = Thread.currentThread();
        final List<Call> calls = new ArrayList<>();
        /** Calls that failed with effect NONE. */
        final List<Call> without = new ArrayList<>();

        volatile Call.@Nullable Ask asking;

        Book(int caller) {
            this.caller = caller;
        }
    }

    private static final int FRAMES = 16;

    private final InstantSource clock;
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicInteger callers = new AtomicInteger();
    private final Queue<Book> books = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Book> own = ThreadLocal.withInitial(this::newBook);
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private volatile boolean purged;

    private CallHistory(StockLedger ledger, InstantSource clock) {
        super(ledger);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Records the calls of a ledger.
     *
     * @param ledger the ledger under test, fresh: without lines, reservations and counters
     * @param clock the clock that the ledger reads
     * @return a ledger that passes everything on; {@link Journaled} if {@code ledger} is
     */
    public static CallHistory of(StockLedger ledger, InstantSource clock) {
        return ledger instanceof Journaled journal
                ? new WithJournal(ledger, clock, journal)
                : new CallHistory(ledger, clock);
    }

    /**
     * How many calls were recorded.
     *
     * @return the number, of all callers together
     */
    public int size() {
        return books.stream().mapToInt(book -> book.calls.size()).sum();
    }

    private Book newBook() {
        Book book = new Book(callers.incrementAndGet());
        books.add(book);
        return book;
    }

    /** All calls, in the order in which they began. */
    List<Call> calls() {
        List<Call> all = new ArrayList<>(size());
        books.forEach(book -> all.addAll(book.calls));
        all.sort(Comparator.comparingLong(Call::from));
        return all;
    }

    /** The calls that failed with effect NONE, in the order in which they began: none of them did anything. */
    List<Call> without() {
        List<Call> all = new ArrayList<>();
        books.forEach(book -> all.addAll(book.without));
        all.sort(Comparator.comparingLong(Call::from));
        return all;
    }

    /**
     * The calls that are under way, for the message of a test that found threads which hang.
     *
     * @return each call on lines of its own, with the place where its thread is; empty if there is none
     */
    public String underWay() {
        StringBuilder text = new StringBuilder();
        for (Book book : books) {
            Call.Ask ask = book.asking;
            if (ask != null) {
                text.append("\n  under way: caller ").append(book.caller).append(" asks ");
                text.append(HistoryFormat.printable(HistoryFormat.of(ask)));
                StackTraceElement[] stack = book.thread.getStackTrace();
                for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
                    text.append("\n      at ").append(stack[i]);
                }
            }
        }
        return text.toString();
    }

    /** Findings that no order can explain: exceptions that no ledger may throw. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** The whole journal; empty if there is none, or if it is no longer complete. */
    List<JournalEntry> journaled() {
        return List.of();
    }

    boolean purged() {
        return purged;
    }

    private <T> T recorded(Call.Ask ask, Supplier<T> call) {
        Book book = Objects.requireNonNull(own.get());
        Instant now = clock.instant();
        Layer.noteVisits();
        book.asking = ask;
        boolean layered = Layer.isNamed();
        long lost = layered ? ticks.incrementAndGet() : Call.NEVER;
        long from = ticks.incrementAndGet();
        try {
            T answer = call.get();
            if (layered && isRepeat(answer)) {
                // The layer may have sent it before, and have heard nothing.
                book.calls.add(call(book, lost, Call.NEVER, now, ask, null));
            }
            book.calls.add(call(book, from, ticks.incrementAndGet(), now, ask, answer));
            return answer;
        } catch (LedgerException e) {
            if (e.effect() == LedgerException.Effect.UNKNOWN) {
                book.calls.add(call(book, from, Call.NEVER, now, ask, null));
            } else {
                book.without.add(call(book, from, ticks.incrementAndGet(), now, ask, null));
            }
            throw e;
        } catch (RuntimeException | Error e) {
            findings.add("caller " + book.caller + " asked " + HistoryFormat.of(ask) + " and had " + e);
            throw e;
        } finally {
            Layer.forgetVisits();
            book.asking = null;
        }
    }

    private static Call call(Book book, long from, long to, Instant now, Call.Ask ask, @Nullable Object answer) {
        return new Call(book.caller, from, to, now, ask, answer, Layer.visit(), null);
    }

    private static boolean isRepeat(@Nullable Object answer) {
        return answer instanceof List<?> outcomes
                && outcomes.stream().anyMatch(one -> one instanceof Outcome.Applied applied && applied.replayed());
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Command> commands = List.copyOf(batch);
        return recorded(new Call.Ask.Apply(commands), () -> List.copyOf(below().apply(commands)));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return recorded(new Call.Ask.Expire(max, except), () -> List.copyOf(below().expire(max, except)));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return recorded(
                new Call.Ask.ShipConfirmed(unchangedFor, max),
                () -> List.copyOf(below().shipConfirmed(unchangedFor, max)));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        List<StockKey> lines = List.copyOf(keys);
        return recorded(new Call.Ask.Levels(lines), () -> List.copyOf(below().levels(lines)));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return recorded(new Call.Ask.Find(id), () -> Objects.requireNonNull(below().reservation(id)));
    }

    @Override
    public long used(String counter) {
        return recorded(new Call.Ask.Used(counter), () -> below().used(counter));
    }

    @Override
    public int purge(Retention retention, int max) {
        purged = true;
        return below().purge(retention, max);
    }

    private static final class WithJournal extends CallHistory implements Journaled {
        private static final int PAGE = 500;

        private final Journaled journal;

        WithJournal(StockLedger ledger, InstantSource clock, Journaled journal) {
            super(ledger, clock);
            this.journal = journal;
        }

        @Override
        List<JournalEntry> journaled() {
            List<JournalEntry> entries = new ArrayList<>();
            JournalPage page = journal.journal(0, PAGE);
            while (page.lost() == 0 && !page.entries().isEmpty()) {
                entries.addAll(page.entries());
                page = journal.journal(page.next(), PAGE);
            }
            return page.lost() == 0 ? entries : List.of();
        }

        @Override
        public JournalPage journal(long after, int max) {
            return journal.journal(after, max);
        }
    }
}
