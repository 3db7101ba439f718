package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.LevelCells;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as rows of {@link LedgerTables}, and back. */
final class Encoding {
    private static final String SALE_STATE = "SALE_STATE";
    private static final String WINDOW = "WINDOW";
    private static final String OPENING = "OPENING";
    private static final String PINNED = "PINNED";

    private Encoding() {}

    static @Nullable Object[] row(StockLevel level) {
        return LevelCells.row(List.of(level.key().sku(), level.key().location()), level, List.of());
    }

    static StockLevel level(Cells cells) throws SQLException {
        return LevelCells.read(new StockKey(cells.text(), cells.text()), cells);
    }

    // A counter that counts nothing may be forgotten at once, so its end is the earliest.
    static @Nullable Object[] row(String name, CounterValue value) {
        Long end = value.used() == 0 ? (Long) Long.MIN_VALUE : Nanos.ofNullable(value.forgetAfter());
        return new @Nullable Object[] {name, value.used(), end};
    }

    static CounterValue counter(Cells cells) throws SQLException {
        return new CounterValue(cells.number(), cells.instantOrNull());
    }

    static @Nullable Object[] row(Reservation reservation) {
        return new @Nullable Object[] {
            reservation.id().value(),
            Nanos.of(reservation.madeAt()),
            reservation.pending() ? Nanos.of(reservation.expiresAt()) : null,
            ReservationPhase.of(reservation),
            Nanos.of(reservation.changedAt()),
            ReservationText.of(reservation)
        };
    }

    static @Nullable Object[] row(String kind, String id, AppliedCommand applied) {
        return new @Nullable Object[] {kind, id, Nanos.of(applied.at()), applied.content()};
    }

    static @Nullable Object[] row(JournalEntry entry) {
        StockKey key = entry.change().key();
        List<@Nullable Object> before = Arrays.asList(
                Nanos.of(entry.at()),
                entry.kind().name(),
                entry.command(),
                entry.settlement(),
                entry.reason(),
                key.sku(),
                key.location());
        return LevelCells.row(before, entry.change().after(), List.of(changes(entry.change())));
    }

    /**
     * What a command changed, such as {@code AVAILABLE:-2 RESERVED:2 SALE_STATE:OPEN}. Of a sale state, of a window
     * ({@code WINDOW:1767225600000/}, milliseconds, nothing for no edge), and of whether the opening was pinned, it is
     * the old one.
     */
    static String changes(LevelChange change) {
        StringJoiner text = new StringJoiner(" ");
        for (Bucket bucket : Bucket.values()) {
            long delta = change.delta(bucket);
            if (delta != 0) {
                text.add(bucket.name() + ":" + delta);
            }
        }
        if (change.before().opening() != change.after().opening()) {
            text.add(OPENING + ":" + (change.after().opening() - change.before().opening()));
        }
        if (change.before().openingPinned() != change.after().openingPinned()) {
            text.add(PINNED + ":" + change.before().openingPinned());
        }
        if (change.before().saleState() != change.after().saleState()) {
            text.add(SALE_STATE + ":" + change.before().saleState());
        }
        if (!change.before().window().equals(change.after().window())) {
            text.add(WINDOW + ":" + text(change.before().window()));
        }
        return text.toString();
    }

    private static String text(Window window) {
        return text(window.opensAt()) + "/" + text(window.closesAt());
    }

    private static String text(@Nullable Instant edge) {
        return edge == null ? "" : String.valueOf(edge.toEpochMilli());
    }

    private static Window window(String text) {
        int slash = text.indexOf('/');
        return Window.ofMillis(millis(text.substring(0, slash)), millis(text.substring(slash + 1)));
    }

    private static @Nullable Long millis(String edge) {
        return edge.isEmpty() ? null : Long.valueOf(edge);
    }

    /** An entry from a row whose first cell is its place. */
    static JournalEntry entry(Cells cells) throws SQLException {
        long place = cells.number();
        Instant at = cells.instant();
        CommandKind kind = CommandKind.valueOf(cells.text());
        String command = cells.text();
        String settlement = cells.textOrNull();
        String reason = cells.textOrNull();
        StockLevel after = level(cells);
        return new JournalEntry(
                place, at, kind, command, settlement, reason, new LevelChange(before(after, cells.text()), after));
    }

    private static StockLevel before(StockLevel after, String changes) {
        long[] units = new long[Bucket.values().length];
        for (Bucket bucket : Bucket.values()) {
            units[place(bucket)] = after.quantity(bucket);
        }
        long opening = after.opening();
        boolean pinned = after.openingPinned();
        SaleState saleState = after.saleState();
        Window window = after.window();
        for (String change : changes.isEmpty() ? new String[0] : changes.split(" ", -1)) {
            int colon = change.indexOf(':');
            String name = change.substring(0, colon);
            String value = change.substring(colon + 1);
            switch (name) {
                case OPENING -> opening -= Long.parseLong(value);
                case PINNED -> pinned = Boolean.parseBoolean(value);
                case SALE_STATE -> saleState = SaleState.valueOf(value);
                case WINDOW -> window = window(value);
                default -> units[place(Bucket.valueOf(name))] -= Long.parseLong(value);
            }
        }
        return new StockLevel(
                after.key(),
                units[place(Bucket.AVAILABLE)],
                units[place(Bucket.RESERVED)],
                units[place(Bucket.COMMITTED)],
                units[place(Bucket.SAFETY)],
                units[place(Bucket.QUALITY_CONTROL)],
                units[place(Bucket.DAMAGED)],
                units[place(Bucket.INCOMING)],
                after.version() - 1,
                saleState,
                window,
                opening,
                pinned);
    }

    @SuppressWarnings("EnumOrdinal") // a place in an array that lives for one call
    private static int place(Bucket bucket) {
        return bucket.ordinal();
    }
}
