package io.inventory4j.ledger.rules;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain maps under the rules. A row that one decision reads twice is an error: a ledger without locks may find two. */
final class RowMap implements LedgerView {
    final Map<StockKey, StockLevel> lines = new HashMap<>();
    final Map<String, CounterValue> counters = new HashMap<>();
    final Map<ReservationId, Reservation> reservations = new HashMap<>();
    private final Map<String, AppliedCommand> moves = new HashMap<>();
    private final Map<String, AppliedCommand> saleStates = new HashMap<>();
    private final Set<List<Object>> read = new HashSet<>();

    Decision decide(Command command, Instant now) {
        read.clear();
        return LedgerRules.decide(command, this, now);
    }

    @Nullable
    Decision expire(ReservationId id, Instant now) {
        read.clear();
        return LedgerRules.expire(id, this, now);
    }

    /** Stores a decision; {@code command} is null for that of a sweep. */
    void store(@Nullable Command command, Decision decision) {
        for (LevelChange change : decision.lineChanges()) {
            lines.put(change.key(), change.after());
        }
        decision.counterChanges().forEach(change -> counters.put(change.name(), change.after()));
        decision.reservations().forEach(reservation -> reservations.put(reservation.id(), reservation));
        if (decision.remembered() != null && command instanceof Move move) {
            moves.put(move.id(), decision.remembered());
        } else if (decision.remembered() != null && command instanceof SetSaleState saleState) {
            saleStates.put(saleState.id(), decision.remembered());
        }
    }

    private <K, V> @Nullable V once(String kind, Map<K, V> rows, K id) {
        if (!read.add(List.of(kind, id))) {
            throw new AssertionError(kind + " " + id + " was read twice for one decision");
        }
        return rows.get(id);
    }

    @Override
    public @Nullable StockLevel line(StockKey key) {
        return once("line", lines, key);
    }

    @Override
    public @Nullable CounterValue counter(String name) {
        return once("counter", counters, name);
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        return once("reservation", reservations, id);
    }

    @Override
    public @Nullable AppliedCommand move(String id) {
        return once("move", moves, id);
    }

    @Override
    public @Nullable AppliedCommand saleState(String id) {
        return once("sale state", saleStates, id);
    }
}
