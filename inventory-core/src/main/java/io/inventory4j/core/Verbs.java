package io.inventory4j.core;

import io.inventory4j.OrderVerb;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.StockVerb;
import io.inventory4j.Verb;
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

    /** The command of a verb that is no reserve: those are the policy's to judge. */
    static Command of(Verb verb) {
        if (verb instanceof OrderVerb.Settling settling) {
            return settle(settling.request(), settling.step());
        }
        if (verb instanceof OrderVerb.Extending extending) {
            return extend(extending.reservation(), extending.settlement(), extending.holdFor());
        }
        if (verb instanceof StockVerb.Moving moving) {
            return new Move(
                    moveId(moving.id()), moving.reason(), false, moving.postings(), List.of(), Map.of(), Map.of());
        }
        if (verb instanceof StockVerb.SettingOnHand setting) {
            return setOnHand(setting.id(), setting.quantities(), setting.expectedVersions());
        }
        if (verb instanceof StockVerb.SettingAvailable setting) {
            return setAvailable(
                    setting.id(), setting.key(), setting.quantity(), setting.reason(), setting.expectedVersion());
        }
        if (verb instanceof StockVerb.SettingSafetyStock setting) {
            return setSafetyStock(setting.id(), setting.key(), setting.safetyStock());
        }
        if (verb instanceof StockVerb.SettingSaleState setting) {
            return setSaleState(setting.id(), setting.key(), setting.state());
        }
        if (verb instanceof StockVerb.SettingWindow setting) {
            return setWindow(setting.id(), setting.key(), setting.window());
        }
        throw new IllegalArgumentException("no command by itself: " + verb);
    }

    private static Command settle(SettleRequest request, OrderVerb.Step step) {
        return switch (step) {
            case CONFIRM -> settle(request, Transition.CONFIRM);
            case CONFIRM_AND_RELEASE_REST -> confirmAndReleaseRest(request);
            case RELEASE -> settle(request, Transition.RELEASE);
            case GIVE_BACK -> settle(request, Transition.GIVE_BACK);
            case CANCEL -> settle(request, Transition.CANCEL);
            case SHIP -> settle(request, Transition.SHIP);
            case ACCEPT_RETURN -> settle(request, Transition.RETURN);
        };
    }

    static Command settle(SettleRequest request, Transition transition) {
        return settle(request, transition, false);
    }

    static Command confirmAndReleaseRest(SettleRequest request) {
        return settle(request, Transition.CONFIRM, true);
    }

    private static Command settle(SettleRequest request, Transition transition, boolean releaseRest) {
        if (request.id() != null) {
            LibraryIds.ofCaller("settlement id", request.id());
        }
        ReservationId reservation = new ReservationId(request.reservation());
        return new Settle(reservation, request.id(), transition, request.quantities(), releaseRest, null);
    }

    static Command extend(String reservation, String settlement, Duration holdFor) {
        LibraryIds.ofCaller("settlement id", settlement);
        return Settle.extend(new ReservationId(reservation), settlement, holdFor);
    }

    static Command receive(String id, StockKey key, long quantity) {
        return of(StockVerb.receive(id, key, quantity));
    }

    static Command transfer(String id, StockKey from, StockKey to, long quantity) {
        return of(StockVerb.transfer(id, from, to, quantity));
    }

    static Command writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return of(StockVerb.writeOff(id, key, from, quantity, reason));
    }

    static Command move(String id, String reason, Posting... postings) {
        return of(StockVerb.move(id, reason, postings));
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
