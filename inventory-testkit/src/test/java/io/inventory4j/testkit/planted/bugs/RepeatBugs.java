package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that are wrong about a command that is sent again. */
public final class RepeatBugs {
    private RepeatBugs() {}

    /** A repeated reserve holds units again. */
    public static StockLedger replayAppliedTwice(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = new HashMap<>(super.reservations(ids));
                found.values().removeIf(stored -> stored.pending() && repeats(command, stored));
                return found;
            }
        });
    }

    /** A repeated reserve moves the expiry. */
    public static StockLedger replayMovesTheExpiry(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = new HashMap<>(super.reservations(ids));
                found.replaceAll((id, stored) -> stored.pending() && repeats(command, stored) ? moved(stored) : stored);
                return found;
            }

            private Reservation moved(Reservation stored) {
                Duration hold = command instanceof Reserve reserve ? reserve.holdFor() : null;
                Reservation later = Rows.until(stored, hold == null ? stored.expiresAt() : now().plus(hold));
                store(Rows.only(later));
                commit();
                return later;
            }
        });
    }

    private static boolean repeats(@Nullable Command command, Reservation stored) {
        if (!(command instanceof Reserve reserve)
                || !reserve.id().equals(stored.id())
                || !Objects.equals(reserve.owner(), stored.owner())
                || reserve.sold() != stored.sold()) {
            return false;
        }
        Map<StockKey, Long> asked = new HashMap<>();
        for (ReserveLine line : reserve.lines()) {
            asked.put(line.key(), line.quantity());
        }
        Map<StockKey, Long> there = new HashMap<>();
        for (ReservedLine line : stored.lines()) {
            there.put(line.key(), line.requested());
        }
        return asked.equals(there);
    }

    /** A repeated reserve is answered as if it held its units, though a sweep has taken them. */
    public static StockLedger replayAfterExpiry(InstantSource clock) {
        return replayingWhereRefused(clock, Reason.EXPIRED);
    }

    /** An id that comes again with other content is taken for a repeat. */
    public static StockLedger idReuseAccepted(InstantSource clock) {
        return replayingWhereRefused(clock, Reason.ID_REUSED);
    }

    private static StockLedger replayingWhereRefused(InstantSource clock, Reason reason) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Reserve reserve && refused(outcome, reason)
                    ? new Outcome.Applied(ledger.reservation(reserve.id()).orElse(null), List.of(), true)
                    : outcome;
        });
    }

    static boolean refused(Outcome outcome, Reason reason) {
        return outcome.refused().filter(refusal -> refusal.reason() == reason).isPresent();
    }

    /** A reserve that was refused once is refused ever after. */
    public static StockLedger refusalIsRemembered(InstantSource clock) {
        Map<Command, Outcome> refused = new ConcurrentHashMap<>();
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = refused.getOrDefault(command, null);
            if (outcome == null) {
                outcome = right.apply(command);
                if (command instanceof Reserve && refused(outcome, Reason.OUT_OF_STOCK)) {
                    refused.put(command, outcome);
                }
            }
            return outcome;
        });
    }

    /** A release of an unknown id is answered and forgotten. */
    public static StockLedger noTombstone(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<ReservationId, Reservation> kept = new HashMap<>(changes.reservations());
            kept.values().removeIf(Reservation::tombstone);
            return Rows.reservations(changes, kept);
        });
    }

    /** Sends the commands of a batch from the last to the first. */
    public static StockLedger batchInAnotherOrder(InstantSource clock) {
        return new OneByOne(clock) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                return reversed(super.apply(reversed(batch)));
            }
        };
    }

    private static <T> List<T> reversed(List<? extends T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    /** After a refusal the rest of a batch is answered with the same refusal. */
    public static StockLedger batchStopsAtARefusal(InstantSource clock) {
        return new OneByOne(clock) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = new ArrayList<>();
                for (Command next : batch) {
                    Outcome last = outcomes.isEmpty() ? null : outcomes.get(outcomes.size() - 1);
                    outcomes.add(last != null && !last.applied() ? last : one(next));
                }
                return outcomes;
            }
        };
    }

    /** Keeps reservations in a column that ignores trailing blanks. */
    public static StockLedger idsAreTrimmed(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = new HashMap<>();
                for (ReservationId id : ids) {
                    Reservation stored = super.reservations(Set.of(trimmed(id))).get(trimmed(id));
                    if (stored != null) {
                        found.put(id, stored);
                    }
                }
                return found;
            }

            @Override
            public void store(Changes changes) {
                Map<ReservationId, Reservation> rows = new HashMap<>();
                changes.reservations().forEach((id, row) -> rows.put(trimmed(id), row));
                super.store(Rows.reservations(changes, rows));
            }
        });
    }

    private static ReservationId trimmed(ReservationId id) {
        String trimmed = id.value().replaceAll(" +$", "");
        return trimmed.isEmpty() ? id : ReservationId.of(trimmed);
    }

    /** Keeps lines in a column that ignores case. */
    public static StockLedger keysCollide(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                Map<StockKey, StockLevel> found = new HashMap<>();
                for (StockKey key : keys) {
                    StockLevel stored = super.lines(Set.of(folded(key))).get(folded(key));
                    if (stored != null) {
                        found.put(key, Rows.key(stored, key));
                    }
                }
                return found;
            }

            @Override
            public void store(Changes changes) {
                Map<StockKey, StockLevel> rows = new HashMap<>();
                changes.lines().forEach((key, row) -> rows.put(folded(key), row));
                super.store(Rows.lines(changes, rows));
            }
        });
    }

    private static StockKey folded(StockKey key) {
        return StockKey.of(key.sku().toLowerCase(Locale.ROOT), key.location());
    }
}
