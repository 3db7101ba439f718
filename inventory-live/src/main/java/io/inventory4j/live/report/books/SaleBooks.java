package io.inventory4j.live.report.books;

import io.inventory4j.Inventory;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The books of a sale, kept from the ledger's journal: what each stock line had at the opening, and what has become of
 * it. Pages are entered as they come. Whoever enters the same entries has the same books, whichever node it is and
 * wherever its pages end.
 *
 * <p>What is kept of a line is bounded: its sums, its curve, up to 100 instants at which it sold out or came back, and
 * some entries as evidence. It does not grow with orders, unless {@link #comparingOrders()} asks for that. Lines whose
 * SKU begins with {@code live/} are the sale's own notes, and are left out. Thread-safe.
 */
public final class SaleBooks {
    /** The most points of a line's curve, unless set otherwise. */
    public static final int POINTS = 360;

    private static final int PAGE = 1_000;

    /** So many pages in a row that are not full are at the journal's end, where others write on. */
    private static final int AT_THE_END = 3;

    private final Map<StockKey, StockBook> lines = new TreeMap<>();
    private final MoveShares moves = new MoveShares();
    private Predicate<StockKey> only = key -> true;
    private @Nullable OrderBooks orders;
    private int points = POINTS;
    private boolean begun;
    private long next;
    private long newest;
    private long entries;
    private long lost;

    private SaleBooks(long after) {
        next = Bounds.limit("after", after);
        newest = after;
    }

    /**
     * Books that begin at a place in the journal. What a line had before its first entry there is its opening.
     *
     * @param after the sequence of the last entry that is not in the books, 0 for none
     * @return empty books
     */
    public static SaleBooks from(long after) {
        return new SaleBooks(after);
    }

    /**
     * Sets the opening of lines by what was read of the ledger. Entries up to the version of a level are within it.
     *
     * @param levels read when, or after, the place in the journal was the newest
     * @return these books
     * @throws IllegalStateException if something was entered already
     */
    public synchronized SaleBooks opening(Collection<StockLevel> levels) {
        unbegun();
        for (StockLevel level : levels) {
            if (isGoods(level.key())) {
                lines.put(level.key(), new StockBook(level, true, points));
            }
        }
        return this;
    }

    /**
     * Leaves out lines that are not of the sale.
     *
     * @param lines which to keep books of
     * @return these books
     * @throws IllegalStateException if something was entered already, or an opening set
     */
    public synchronized SaleBooks only(Predicate<StockKey> lines) {
        unopened();
        only = Objects.requireNonNull(lines, "lines");
        return this;
    }

    /**
     * Sets how many points a curve has at most.
     *
     * @param most 2 to 10,000
     * @return these books
     * @throws IllegalStateException if something was entered already, or an opening set
     */
    public synchronized SaleBooks points(int most) {
        unopened();
        points = Bounds.size("points", most, 2, 10_000);
        return this;
    }

    /**
     * Keeps books of each order too, so that orders can be compared. They grow with each step of each order.
     *
     * @return these books
     * @throws IllegalStateException if something was entered already
     */
    public synchronized SaleBooks comparingOrders() {
        unbegun();
        orders = new OrderBooks();
        return this;
    }

    private void unbegun() {
        if (begun) {
            throw new IllegalStateException("entries were entered already; set it before");
        }
    }

    private void unopened() {
        unbegun();
        if (!lines.isEmpty()) {
            throw new IllegalStateException("an opening was set already; set it before");
        }
    }

    private boolean isGoods(StockKey key) {
        return !key.sku().startsWith(SaleNames.MARK) && only.test(key);
    }

    /**
     * Enters a page of the journal. Entries that were entered before are passed over, so a page may come twice; a page
     * must not be left out.
     *
     * @param page one that was read after {@link #next()}
     */
    public synchronized void add(JournalPage page) {
        begun = true;
        // What is lost is before the first entry: of a page that begins with a known one, nothing new is.
        boolean known = !page.entries().isEmpty() && page.entries().get(0).sequence() <= newest;
        lost += page.next() > next && !known ? page.lost() : 0;
        page.entries().forEach(this::add);
        next = Math.max(next, page.next());
    }

    private void add(JournalEntry entry) {
        if (entry.sequence() <= newest) {
            return;
        }
        newest = entry.sequence();
        entries++;
        StockKey key = entry.change().key();
        StockBook book = isGoods(key) ? book(entry) : null;
        if (book != null && book.knows(entry)) {
            book = null;
        }
        if (book != null) {
            book.enter(entry);
            if (orders != null) {
                orders.enter(entry, book.key());
            }
        }
        if (entry.kind() == CommandKind.MOVE) {
            moves.enter(entry, book);
        } else {
            moves.end();
        }
    }

    /** A line that nobody had posted to has nothing, whatever its first entry says. */
    private StockBook book(JournalEntry entry) {
        StockLevel before = entry.change().before();
        return lines.computeIfAbsent(
                before.key(),
                key -> new StockBook(before.version() == 0 ? StockLevel.empty(key) : before, false, points));
    }

    /**
     * Reads and enters what is new in the journal, up to its end as it is met: others may write on.
     *
     * @param inventory what is sold by
     * @throws io.inventory4j.LedgerException if the store cannot answer; what was read is entered
     * @throws IllegalStateException if its ledger keeps no journal
     */
    public void catchUp(Inventory inventory) {
        int notFull = 0;
        while (true) {
            long from = next();
            Optional<JournalPage> page = inventory.journal(from, PAGE);
            if (page.isEmpty()) {
                throw new IllegalStateException("the ledger keeps no journal, which the books are made from");
            }
            add(page.get());
            // What is lost ends a page before it is full, so one such page is not the end.
            boolean full = page.get().entries().size() >= PAGE || page.get().lost() > 0;
            notFull = full ? 0 : notFull + 1;
            if (page.get().next() == from || notFull == AT_THE_END) {
                return;
            }
        }
    }

    /**
     * Where to read on.
     *
     * @return the sequence that the next page comes after
     */
    public synchronized long next() {
        return next;
    }

    /**
     * How many entries were read, those of other lines included.
     *
     * @return the number
     */
    public synchronized long entries() {
        return entries;
    }

    /**
     * How many entries the journal no longer had when they were to be read.
     *
     * @return the number
     */
    public synchronized long lost() {
        return lost;
    }

    /**
     * What a line has by these books.
     *
     * @param key the line
     * @return its account so far; empty where nothing is known of it
     */
    public synchronized Optional<LineAccount> line(StockKey key) {
        return Optional.ofNullable(lines.get(key)).map(book -> book.line(key.sku(), false));
    }

    /**
     * How far the books of a line are.
     *
     * @param key the line
     * @return the version after its last entry; empty where nothing is known of it
     */
    public synchronized Optional<Long> version(StockKey key) {
        return Optional.ofNullable(lines.get(key)).map(book -> book.level().version());
    }

    /** The books themselves, for who holds this object's lock. */
    List<StockBook> books() {
        return List.copyOf(lines.values());
    }

    Optional<OrderBooks> orders() {
        return Optional.ofNullable(orders);
    }
}
