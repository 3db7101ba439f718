package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction.Changes;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows with one part changed. */
final class Rows {
    private Rows() {}

    static StockLevel key(StockLevel level, StockKey key) {
        return level(key, level, level.available(), level.committed(), level.version(), level.saleState());
    }

    static StockLevel available(StockLevel level, long more) {
        return level(
                level.key(), level, level.available() + more, level.committed(), level.version(), level.saleState());
    }

    static StockLevel committed(StockLevel level, long more) {
        return level(
                level.key(), level, level.available(), level.committed() + more, level.version(), level.saleState());
    }

    static StockLevel version(StockLevel level, long version) {
        return level(level.key(), level, level.available(), level.committed(), version, level.saleState());
    }

    static StockLevel window(StockLevel level, Window window) {
        return selling(level, window, level.opening(), level.openingPinned());
    }

    static StockLevel saleState(StockLevel level, SaleState saleState) {
        return level(level.key(), level, level.available(), level.committed(), level.version(), saleState);
    }

    private static StockLevel level(
            StockKey key, StockLevel level, long available, long committed, long version, SaleState saleState) {
        return new StockLevel(
                key,
                available,
                level.reserved(),
                committed,
                level.safety(),
                level.qualityControl(),
                level.damaged(),
                level.incoming(),
                version,
                saleState,
                level.window(),
                level.opening(),
                level.openingPinned());
    }

    static Reservation until(Reservation stored, Instant expiresAt) {
        return reservation(stored, stored.owner(), stored.lines(), expiresAt, stored.ended());
    }

    static Reservation reservation(
            Reservation stored, @Nullable String owner, List<ReservedLine> lines, Instant expiresAt, boolean ended) {
        return new Reservation(
                stored.id(),
                owner,
                lines,
                stored.grants(),
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                expiresAt,
                ended,
                stored.changedAt(),
                stored.settlements());
    }

    static Reservation grants(Reservation stored, BiFunction<Reservation, Grant, Grant> change) {
        return new Reservation(
                stored.id(),
                stored.owner(),
                stored.lines(),
                stored.grants().stream()
                        .map(grant -> change.apply(stored, grant))
                        .toList(),
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                stored.expiresAt(),
                stored.ended(),
                stored.changedAt(),
                stored.settlements());
    }

    static Reservation lines(Reservation stored, UnaryOperator<ReservedLine> change) {
        List<ReservedLine> lines = stored.lines().stream().map(change).toList();
        return reservation(stored, stored.owner(), lines, stored.expiresAt(), stored.ended());
    }

    static ReservedLine swept(ReservedLine line, long swept) {
        return new ReservedLine(
                line.key(),
                line.reserved(),
                line.committed(),
                line.shipped(),
                line.released(),
                line.returned(),
                swept,
                line.charges());
    }

    static StockLevel opening(StockLevel level, Opening opening) {
        return selling(level, level.window(), opening.quantity(), opening.pinned());
    }

    private static StockLevel selling(StockLevel level, Window window, long opening, boolean pinned) {
        return new StockLevel(
                level.key(),
                level.available(),
                level.reserved(),
                level.committed(),
                level.safety(),
                level.qualityControl(),
                level.damaged(),
                level.incoming(),
                level.version(),
                level.saleState(),
                window,
                opening,
                pinned);
    }

    /** The same command for other lines and charges. */
    static Reserve with(Reserve reserve, List<ReserveLine> lines, List<Charge> orderCharges) {
        return new Reserve(
                reserve.id(),
                reserve.owner(),
                lines,
                reserve.flexible(),
                orderCharges,
                reserve.holdFor(),
                reserve.sold(),
                reserve.replaces(),
                reserve.again());
    }

    /** The same command with other lines that choose. */
    static Reserve choosing(Reserve reserve, List<FlexibleLine> lines) {
        return new Reserve(
                reserve.id(),
                reserve.owner(),
                reserve.lines(),
                lines,
                reserve.orderCharges(),
                reserve.holdFor(),
                reserve.sold(),
                reserve.replaces(),
                reserve.again());
    }

    static Changes lines(Changes changes, Map<StockKey, StockLevel> lines) {
        return changes(changes, lines, changes.counters(), changes.reservations(), changes.journal());
    }

    static Changes counters(Changes changes, Map<String, CounterValue> counters) {
        return changes(changes, changes.lines(), counters, changes.reservations(), changes.journal());
    }

    static Changes reservations(Changes changes, Map<ReservationId, Reservation> reservations) {
        return changes(changes, changes.lines(), changes.counters(), reservations, changes.journal());
    }

    static Changes journal(Changes changes, Collection<JournalEntry> journal) {
        return changes(changes, changes.lines(), changes.counters(), changes.reservations(), journal);
    }

    private static Changes changes(
            Changes changes,
            Map<StockKey, StockLevel> lines,
            Map<String, CounterValue> counters,
            Map<ReservationId, Reservation> reservations,
            Collection<JournalEntry> journal) {
        return new Changes(lines, counters, reservations, changes.moves(), changes.saleStates(), journal);
    }

    /** One stored line, and nothing else. */
    static Changes only(StockLevel level) {
        return new Changes(Map.of(level.key(), level), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
    }

    /** One stored reservation, and nothing else. */
    static Changes only(Reservation reservation) {
        return new Changes(Map.of(), Map.of(), Map.of(reservation.id(), reservation), Map.of(), Map.of(), List.of());
    }

    static boolean of(CommandKind kind, Changes changes) {
        return changes.journal().stream().anyMatch(entry -> entry.kind() == kind);
    }

    static Map<StockKey, StockLevel> each(Map<StockKey, StockLevel> lines, UnaryOperator<StockLevel> change) {
        Map<StockKey, StockLevel> changed = new LinkedHashMap<>();
        lines.forEach((key, level) -> changed.put(key, change.apply(level)));
        return changed;
    }
}
