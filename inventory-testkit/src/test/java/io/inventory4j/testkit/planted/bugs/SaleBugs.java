package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ledgers that are wrong about owners, orders sold in one step, settlements without an id, and giving back. */
public final class SaleBugs {
    private SaleBugs() {}

    /** An id is the order's, whoever it is for. */
    public static StockLedger ownerNotCompared(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Reserve reserve
                            && !reserve.again()
                            && RepeatBugs.refused(outcome, Reason.ID_REUSED)
                    ? right.apply(reserve.ownedBy(ownerOf(reserve.id(), ledger)))
                    : outcome;
        });
    }

    /** A late payment sells the order of whoever has the number. */
    public static StockLedger againSellsAnothersOrder(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> command instanceof Reserve reserve && reserve.again()
                        ? right.apply(reserve.ownedBy(ownerOf(reserve.id(), ledger)))
                        : right.apply(command));
    }

    private static @Nullable String ownerOf(ReservationId id, StockLedger ledger) {
        return ledger.reservation(id).map(Reservation::owner).orElse(null);
    }

    /** The journal says for whom an order was. */
    public static StockLedger ownerInTheJournal(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            List<JournalEntry> journal = changes.journal().stream()
                    .map(entry -> {
                        Reservation changed = changes.reservations().get(new ReservationId(entry.command()));
                        return changed == null ? entry : because(changed.owner(), entry);
                    })
                    .toList();
            return Rows.journal(changes, journal);
        });
    }

    private static JournalEntry because(@Nullable String reason, JournalEntry entry) {
        return new JournalEntry(
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.command(),
                entry.settlement(),
                reason,
                entry.change());
    }

    /** What is sold in one step is held, and then confirmed. */
    public static StockLedger soldInTwoSteps(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve) || !reserve.sold() || reserve.again()) {
                return right.apply(command);
            }
            Reserve held = new Reserve(
                    reserve.id(),
                    reserve.owner(),
                    reserve.lines(),
                    reserve.flexible(),
                    reserve.orderCharges(),
                    Duration.ofMinutes(1),
                    false,
                    reserve.replaces(),
                    false);
            Outcome outcome = right.apply(held);
            return outcome.applied() ? right.apply(Settle.all(reserve.id(), Transition.CONFIRM)) : outcome;
        });
    }

    /** An exchange needs stock like any other order. */
    public static StockLedger exchangeOutOfStock(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Reserve reserve && reserve.sold() && reserve.replaces() != null
                    ? judgedByFloors(reserve, outcome, ledger)
                    : outcome;
        });
    }

    private static Outcome judgedByFloors(Reserve reserve, Outcome outcome, StockLedger ledger) {
        Map<StockKey, Long> available = new HashMap<>();
        for (StockLevel level :
                ledger.levels(reserve.lines().stream().map(ReserveLine::key).toList())) {
            available.put(level.key(), level.available());
        }
        for (ReserveLine line : reserve.lines()) {
            if (outcome.applied() && available.getOrDefault(line.key(), 0L) < line.floor()) {
                return new Outcome.Refused(Reason.OUT_OF_STOCK, line.key(), 0);
            }
        }
        return outcome;
    }

    /** An exchange needs an open line like any other order. */
    public static StockLedger exchangeNeedsAnOpenLine(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (command instanceof Reserve reserve && reserve.replaces() != null) {
                List<StockKey> keys =
                        reserve.lines().stream().map(ReserveLine::key).toList();
                for (StockLevel level : ledger.levels(keys)) {
                    if (level.saleState() == SaleState.NO_NEW) {
                        return new Outcome.Refused(Reason.NOT_OPEN, level.key(), 0);
                    }
                }
            }
            return right.apply(command);
        });
    }

    /** An exchange gives back what is held, and leaves what is sold. */
    public static StockLedger exchangeKeepsWhatIsSold(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (command instanceof Reserve reserve && reserve.sold() && reserve.replaces() != null) {
                Reservation old = ledger.reservation(reserve.replaces()).orElse(null);
                if (old != null && old.open() && !old.pending()) {
                    return right.apply(new Reserve(
                            reserve.id(),
                            reserve.owner(),
                            reserve.lines(),
                            reserve.flexible(),
                            reserve.orderCharges(),
                            null,
                            true,
                            null,
                            false));
                }
            }
            return right.apply(command);
        });
    }

    /** The same verb again is taken for the same settlement. */
    public static StockLedger settlementWithoutAnIdIsRemembered(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> command instanceof Settle settle && settle.id() == null
                        ? right.apply(
                                Settle.all(settle.reservation(), "the " + settle.transition(), settle.transition()))
                        : right.apply(command));
    }

    /** A confirmation without an id is content with whatever is sold, though a sweep took the rest. */
    public static StockLedger confirmReplaysThoughSwept(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            if (command instanceof Settle settle
                    && settle.id() == null
                    && RepeatBugs.refused(outcome, Reason.EXPIRED)) {
                Reservation found = ledger.reservation(settle.reservation()).orElse(null);
                if (found != null && !found.releasedInFull()) {
                    return new Outcome.Applied(found, List.of(), true);
                }
            }
            return outcome;
        });
    }

    /** Giving back releases what is held, and leaves what is sold. */
    public static StockLedger giveBackKeepsWhatIsSold(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) ->
                        command instanceof Settle settle && settle.transition() == Transition.GIVE_BACK
                                ? right.apply(released(settle))
                                : right.apply(command));
    }

    private static Command released(Settle settle) {
        String id = settle.id();
        return id == null
                ? Settle.all(settle.reservation(), Transition.RELEASE)
                : Settle.all(settle.reservation(), id, Transition.RELEASE);
    }

    /** Giving back an unknown order is answered and forgotten. */
    public static StockLedger giveBackWithoutATombstone(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public void store(Changes changes) {
                Map<ReservationId, Reservation> kept = new HashMap<>(changes.reservations());
                kept.values()
                        .removeIf(stored -> stored.tombstone()
                                && command instanceof Settle settle
                                && settle.transition() == Transition.GIVE_BACK);
                super.store(Rows.reservations(changes, kept));
            }
        });
    }

    /** Charges are taken as they come, for whatever time they were computed. */
    public static StockLedger staleChargeAccepted(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve)) {
                return right.apply(command);
            }
            List<ReserveLine> lines = reserve.lines().stream()
                    .map(line ->
                            new ReserveLine(line.key(), line.quantity(), line.floor(), timeless(line.unitCharges())))
                    .toList();
            return right.apply(Rows.with(reserve, lines, timeless(reserve.orderCharges())));
        });
    }

    private static List<Charge> timeless(List<Charge> charges) {
        return charges.stream().map(charge -> charge.within(null, null)).toList();
    }

    /** Changes stored reservations as commands see them that take units again. */
    static StockLedger seeing(InstantSource clock, UnaryOperator<Reservation> bug) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = new HashMap<>(super.reservations(ids));
                if (command instanceof Reserve reserve && reserve.again()) {
                    found.replaceAll((id, stored) -> bug.apply(stored));
                }
                return found;
            }
        });
    }

    /** Whatever was released is taken again, and not only what a sweep took. */
    public static StockLedger againTakesWhatWasReleased(InstantSource clock) {
        return seeing(
                clock,
                stored -> stored.swept() ? Rows.lines(stored, line -> Rows.swept(line, line.released())) : stored);
    }
}
