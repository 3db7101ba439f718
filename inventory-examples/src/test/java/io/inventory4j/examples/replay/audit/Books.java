package io.inventory4j.examples.replay.audit;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Books of a sale of one article that agree: 10 opened, 4 of 6 paid for and 3 of them shipped, 2 run out, 3 refused, 1
 * come back. A test falsifies one of them.
 */
final class Books {
    static final String SKU = "20001";
    static final StockKey KEY = StockKey.of(SKU);
    static final Instant NOW = Instant.parse("2011-11-24T09:00:00Z");

    final Map<String, Long> demand = new HashMap<>(Map.of(SKU, 18L));
    final Tally tally = new Tally();
    final List<JournalEntry> entries = new ArrayList<>();
    final List<StockLevel> levels = new ArrayList<>();
    final List<Reservation> reservations = new ArrayList<>();
    final List<Crossing> alerts = new ArrayList<>();
    long lost;
    private StockLevel level = StockLevel.empty(KEY);

    Books() {
        enter(CommandKind.MOVE, "opening/" + SKU, 10, 0, 0, 0);
        enter(CommandKind.RESERVE, "1", -6, 6, 0, 0);
        enter(CommandKind.RESERVE, "2", -4, 4, 0, 0);
        alerts.add(new Crossing(KEY, 3, "20%"));
        alerts.add(new Crossing(KEY, 3, "10%"));
        alerts.add(new Crossing(KEY, 3, Crossing.SOLD_OUT));
        enter(CommandKind.CONFIRM, "1", 2, -6, 4, 0);
        alerts.add(new Crossing(KEY, 4, Crossing.BACK_IN_STOCK));
        enter(CommandKind.EXPIRE, "2", 4, -4, 0, 0);
        enter(CommandKind.RESERVE, "3", -5, 5, 0, 0);
        alerts.add(new Crossing(KEY, 6, "20%"));
        alerts.add(new Crossing(KEY, 6, "10%"));
        enter(CommandKind.CONFIRM, "3", 0, -5, 5, 0);
        enter(CommandKind.CANCEL, "3", 5, 0, -5, 0);
        enter(CommandKind.SHIP, "1", 0, 0, -3, 0);
        enter(CommandKind.RETURN, "1", 0, 0, 0, 1);
        levels.add(level);
        count(Count.OPENING, 10);
        count(Count.ASKED, 18);
        tally.refused(KEY, "sold out", 3);
        count(Count.HELD, 15);
        count(Count.CONFIRMED, 9);
        count(Count.RELEASED, 2);
        count(Count.EXPIRED, 4);
        count(Count.CANCELLED, 5);
        count(Count.SHIPPED, 3);
        count(Count.RETURNED, 1);
        reservations.add(reservation("1", new ReservedLine(KEY, 0, 1, 3, 2, 1, 0, List.of())));
        reservations.add(reservation("2", new ReservedLine(KEY, 0, 0, 0, 4, 0, 0, List.of())));
        reservations.add(reservation("3", new ReservedLine(KEY, 0, 0, 0, 5, 0, 0, List.of())));
    }

    private static Reservation reservation(String id, ReservedLine line) {
        return new Reservation(
                ReservationId.of(id),
                "ann",
                List.of(line),
                List.of(),
                List.of(),
                false,
                NOW,
                NOW,
                false,
                NOW,
                List.of());
    }

    void count(Count count, long units) {
        tally.add(KEY, count, units);
    }

    /** One more journal entry, by which the line opens or closes. */
    void enter(SaleState state, Window window) {
        StockLevel before = level;
        level = new StockLevel(
                KEY,
                before.available(),
                before.reserved(),
                before.committed(),
                0,
                before.qualityControl(),
                0,
                0,
                before.version() + 1,
                state,
                window,
                10,
                false);
        entries.add(
                entry(entries.size() + 1, CommandKind.SALE_STATE, "live/day/op/1/run", new LevelChange(before, level)));
    }

    /** One more journal entry that goes on from the last. */
    void enter(CommandKind kind, String command, long available, long reserved, long committed, long control) {
        StockLevel before = level;
        level = new StockLevel(
                KEY,
                before.available() + available,
                before.reserved() + reserved,
                before.committed() + committed,
                0,
                before.qualityControl() + control,
                0,
                0,
                before.version() + 1,
                before.saleState(),
                before.window(),
                10,
                false);
        entries.add(entry(entries.size() + 1, kind, command, new LevelChange(before, level)));
    }

    static JournalEntry entry(long sequence, CommandKind kind, String command, LevelChange change) {
        return new JournalEntry(sequence, NOW, kind, command, null, null, change);
    }

    /** The ledger's own level, as it is after all entries so far. */
    void levelFollows() {
        levels.set(0, level);
    }

    /** What the inventory has of an order. */
    void reserved(String id, long committed, long released) {
        reservations.removeIf(reservation -> reservation.id().value().equals(id));
        reservations.add(reservation(id, new ReservedLine(KEY, 0, committed, 0, released, 0, 0, List.of())));
    }

    Findings audit() {
        JournalBook journal = new JournalBook();
        journal.enter(new JournalPage(entries, entries.size(), lost));
        return Auditor.audit(demand, tally, journal, levels, reservations, alerts);
    }
}
