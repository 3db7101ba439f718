package io.inventory4j.live.report.books;

import io.inventory4j.live.report.ClosingTerms;
import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.RemainingUnits;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.live.report.SoldUnits;
import io.inventory4j.live.report.StockMark;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books of one stock line, entry by entry. Its size does not grow with the number of entries. */
final class StockBook {
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_MARKS = 100;
    private static final int RECENT = 3;
    private static final int RECENT_MOVES = 10;
    private static final int RECENT_SALES = 5;

    private final StockKey key;
    private final boolean counted;
    private final StockLevel opening;
    private final MinuteCurve curve;
    private final Map<StockTally, Long> units = new EnumMap<>(StockTally.class);
    private final List<SaleDiscrepancy> findings = new ArrayList<>();
    private final List<StockMark> marks = new ArrayList<>();
    private final Deque<EntryEvidence> recent = new ArrayDeque<>();
    private final Deque<EntryEvidence> moves = new ArrayDeque<>();
    private final Deque<EntryEvidence> sales = new ArrayDeque<>();
    private final List<EntryEvidence> belowZero = new ArrayList<>();
    private StockLevel last;
    private @Nullable Instant firstSale;
    private @Nullable Instant lastSale;
    private long unlisted;
    private long marksLeftOut;
    private long lowest;
    private boolean markedOut;

    /** A book whose opening was read from the ledger, at a version, or is the level before the first entry. */
    StockBook(StockLevel opening, boolean counted, int points) {
        this.key = opening.key();
        this.opening = opening;
        this.counted = counted;
        this.last = opening;
        this.curve = new MinuteCurve(points);
    }

    /** Whether an entry is older than the opening, and so within it. */
    boolean knows(JournalEntry entry) {
        return counted && entry.change().after().version() <= opening.version();
    }

    void enter(JournalEntry entry) {
        EntryEvidence evidence = EntryEvidence.of(entry);
        LevelChange change = entry.change();
        if (recent.isEmpty()) {
            curve.add(entry.at().minusSeconds(60), change.before().available(), 0);
        }
        follow(change.before(), evidence);
        if (!EntryShape.possible(entry)) {
            found(Findings.of(
                    DiscrepancyKind.IMPOSSIBLE_CHANGE,
                    key,
                    0,
                    EntryShape.appeared(entry),
                    named(evidence.changes()),
                    List.of(evidence)));
        }
        last = change.after();
        count(entry);
        belowZero(change, evidence);
        mark(entry);
        keep(recent, evidence, RECENT);
        if (entry.kind() == CommandKind.MOVE) {
            keep(moves, evidence, RECENT_MOVES);
        }
        if (change.delta(Bucket.COMMITTED) > 0) {
            keep(sales, evidence, RECENT_SALES);
        }
        curve.add(entry.at(), last.available(), sold());
    }

    private static void keep(Deque<EntryEvidence> kept, EntryEvidence evidence, int most) {
        kept.addLast(evidence);
        if (kept.size() > most) {
            kept.removeFirst();
        }
    }

    /** Rules 7.3 and 8.10. */
    private void follow(StockLevel before, EntryEvidence evidence) {
        if (before.equals(last)) {
            return;
        }
        List<EntryEvidence> entries = new ArrayList<>();
        if (!recent.isEmpty()) {
            entries.add(recent.getLast());
        }
        entries.add(evidence);
        boolean gap = before.version() != last.version();
        found(Findings.of(
                gap ? DiscrepancyKind.VERSION_GAP : DiscrepancyKind.LEVEL_CHANGED,
                key,
                gap ? last.version() : last.total(),
                gap ? before.version() : before.total(),
                differences(last, before),
                entries));
    }

    static Map<String, Long> differences(StockLevel from, StockLevel to) {
        Map<String, Long> differences = new TreeMap<>();
        for (Bucket bucket : Bucket.values()) {
            long difference = to.quantity(bucket) - from.quantity(bucket);
            if (difference != 0) {
                differences.put(bucket.name(), difference);
            }
        }
        return differences;
    }

    private static Map<String, Long> named(Map<Bucket, Long> changes) {
        Map<String, Long> named = new TreeMap<>();
        changes.forEach((bucket, change) -> named.put(bucket.name(), change));
        return named;
    }

    private void found(SaleDiscrepancy discrepancy) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(discrepancy);
        } else {
            unlisted++;
        }
    }

    private void count(JournalEntry entry) {
        LevelChange change = entry.change();
        long reserved = change.delta(Bucket.RESERVED);
        long committed = change.delta(Bucket.COMMITTED);
        switch (entry.kind()) {
            case RESERVE, SELL -> {
                add(StockTally.HELD, Math.max(0, reserved));
                add(StockTally.RELEASED, Math.max(0, -reserved));
                sold(entry, committed);
            }
            case CONFIRM -> {
                add(StockTally.RELEASED, Math.max(0, -reserved - committed));
                sold(entry, committed);
            }
            case RELEASE -> add(StockTally.RELEASED, -reserved);
            case EXPIRE -> add(StockTally.EXPIRED, -reserved);
            case CANCEL, GIVE_BACK -> {
                add(StockTally.RELEASED, -reserved);
                sold(entry, committed);
            }
            case SHIP -> add(StockTally.SHIPPED, -committed);
            case RETURN -> add(StockTally.RETURNED, change.delta(Bucket.QUALITY_CONTROL));
            case MOVE, SALE_STATE -> {
                // Moves are told apart by MoveShares, and a sale state moves nothing.
            }
        }
    }

    private void sold(JournalEntry entry, long committed) {
        if (committed < 0) {
            add(StockTally.REFUNDED, -committed);
        } else if (committed > 0) {
            add(StockTally.ORDERED, committed);
            firstSale = firstSale == null ? entry.at() : firstSale;
            lastSale = entry.at();
        }
    }

    void add(StockTally tally, long more) {
        units.merge(tally, more, Long::sum);
    }

    private long of(StockTally tally) {
        return units.getOrDefault(tally, 0L);
    }

    private long sold() {
        return of(StockTally.ORDERED) - of(StockTally.REFUNDED);
    }

    /** The entry that crossed zero first, the one that went lowest, and the last that made it good. */
    private void belowZero(LevelChange change, EntryEvidence evidence) {
        long now = change.after().available();
        boolean crossed = change.before().available() >= 0 && now < 0;
        boolean deeper = now < lowest;
        boolean good = change.before().available() < 0 && now >= 0 && !belowZero.isEmpty();
        lowest = Math.min(lowest, now);
        if ((crossed && belowZero.isEmpty()) || deeper || good) {
            if (belowZero.size() == RECENT) {
                belowZero.remove(1);
            }
            belowZero.add(evidence);
        }
    }

    private void mark(JournalEntry entry) {
        long before = entry.change().before().available();
        long after = entry.change().after().available();
        boolean order = entry.kind() == CommandKind.RESERVE || entry.kind() == CommandKind.SELL;
        if (order && before > 0 && after <= 0) {
            mark(new StockMark(entry.at(), true));
        } else if (markedOut && before <= 0 && after > 0) {
            mark(new StockMark(entry.at(), false));
        }
    }

    private void mark(StockMark mark) {
        markedOut = mark.soldOut();
        if (marks.size() < MOST_MARKS) {
            marks.add(mark);
        } else {
            marksLeftOut++;
        }
    }

    StockKey key() {
        return key;
    }

    /** The level by the journal. */
    StockLevel level() {
        return last;
    }

    List<SaleDiscrepancy> findings() {
        return findings;
    }

    /** How many findings came after those that are kept. */
    long unlisted() {
        return unlisted;
    }

    List<EntryEvidence> recent() {
        return List.copyOf(recent);
    }

    List<EntryEvidence> moves() {
        return List.copyOf(moves);
    }

    List<EntryEvidence> sales() {
        return List.copyOf(sales);
    }

    List<EntryEvidence> belowZero() {
        return List.copyOf(belowZero);
    }

    long lowest() {
        return lowest;
    }

    long unshippedAtOpening() {
        return opening.committed();
    }

    private static RemainingUnits remaining(StockLevel level) {
        return new RemainingUnits(
                level.available(),
                level.reserved(),
                level.safety(),
                level.qualityControl(),
                level.damaged(),
                level.incoming());
    }

    ClosingTerms terms() {
        return new ClosingTerms(
                remaining(opening).good(),
                of(StockTally.RECEIVED),
                of(StockTally.TRANSFERRED_IN),
                of(StockTally.RETURNED),
                sold(),
                of(StockTally.TRANSFERRED_OUT),
                of(StockTally.DAMAGED),
                remaining(last).good());
    }

    /** Units of a kit are made and taken away: nothing of it is ever damaged. */
    private static ClosingTerms ofKit(ClosingTerms terms) {
        return new ClosingTerms(
                terms.opening(),
                terms.received(),
                terms.transferredIn(),
                terms.returned(),
                terms.sold(),
                terms.transferredOut() + terms.damaged(),
                0,
                terms.remaining());
    }

    LineAccount line(String name, boolean kit) {
        SoldUnits orders = new SoldUnits(
                of(StockTally.ORDERED),
                of(StockTally.REFUNDED),
                of(StockTally.SHIPPED),
                opening.committed(),
                last.committed(),
                of(StockTally.HELD),
                of(StockTally.RELEASED),
                of(StockTally.EXPIRED));
        RemainingUnits remaining = remaining(last);
        return new LineAccount(
                key,
                name,
                kit,
                kit ? ofKit(terms()) : terms(),
                orders,
                remaining,
                marks,
                marksLeftOut,
                firstSale,
                lastSale,
                curve.curve());
    }
}
