package io.inventory4j.core;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that a shop's verbs stand for, where one command is all there is to a verb. Pure. */
final class Verbs {
    private Verbs() {}

    static Command settle(SettleRequest request, Transition transition) {
        if (request.id() != null) {
            LibraryIds.ofCaller("settlement id", request.id());
        }
        return new Settle(
                request.reservation(), request.id(), transition, request.quantities(), request.releaseRest(), null);
    }

    static Command extend(String reservation, String settlement, Duration holdFor) {
        LibraryIds.ofCaller("settlement id", settlement);
        return Settle.extend(new ReservationId(reservation), settlement, holdFor);
    }

    static Command receive(String id, StockKey key, long quantity) {
        return Move.of(moveId(id), "receive", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    static Command transfer(String id, StockKey from, StockKey to, long quantity) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("transfer from " + from + " to itself");
        }
        return Move.of(
                moveId(id),
                "transfer",
                new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, quantity),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    static Command writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return Move.of(moveId(id), reason, new Posting(key, from, Bucket.OUTSIDE, quantity));
    }

    static Command move(String id, String reason, Posting... postings) {
        return Move.of(moveId(id), reason, postings);
    }

    /** The ledger posts the difference (rule 3.8), here and where else a quantity is named. */
    static Command setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions) {
        List<SetTo> targets = new ArrayList<>();
        quantities.forEach((key, quantity) -> targets.add(new SetTo(key, Target.ON_HAND, quantity)));
        return new Move(moveId(id), "set on hand", true, List.of(), targets, expectedVersions, Map.of());
    }

    static Command setAvailable(String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion) {
        Map<StockKey, Long> expected = expectedVersion == null ? Map.of() : Map.of(key, expectedVersion);
        SetTo target = new SetTo(key, Target.AVAILABLE, quantity);
        return new Move(moveId(id), reason, false, List.of(), List.of(target), expected, Map.of());
    }

    static Command setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        SetTo target = safetyStock instanceof SafetyStock.PercentOfOpening share
                ? new SetTo(key, Target.SAFETY_PERCENT, share.percent())
                : new SetTo(key, Target.SAFETY, ((SafetyStock.Units) safetyStock).units());
        return new Move(moveId(id), "safety stock", false, List.of(), List.of(target), Map.of(), Map.of());
    }

    static Command setSaleState(String id, StockKey key, SaleState state) {
        return new SetSaleState(LibraryIds.ofCaller("sale state id", id), key, state);
    }

    static Command setWindow(String id, StockKey key, Window window) {
        return new SetSaleState(
                LibraryIds.ofCaller("sale state id", id), key, null, Objects.requireNonNull(window, "window"));
    }

    static String moveId(String id) {
        return LibraryIds.ofCaller("move id", id);
    }
}
