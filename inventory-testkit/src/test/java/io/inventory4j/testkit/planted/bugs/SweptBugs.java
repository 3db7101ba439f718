package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.planted.store.ApartTransaction;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.RememberingTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ledgers that are wrong about what a sweep took, about ends of counters, and about what a line is to have. */
public final class SweptBugs {
    private SweptBugs() {}

    /** Units that are taken again charge nothing. */
    public static StockLedger againChargesNothing(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public void store(Changes changes) {
                boolean again = command instanceof Reserve reserve && reserve.again();
                super.store(again ? Rows.counters(changes, Map.of()) : changes);
            }
        });
    }

    /** Looks at what is swept in one transaction, and takes it in another. */
    public static StockLedger twoPaymentsTakeAgain(InstantSource clock) {
        return new MapLedger(clock) {
            private final LoadApplyStoreLedger apart = new LoadApplyStoreLedger() {
                @Override
                protected StoreTransaction begin() {
                    return new ApartTransaction(() -> locked());
                }
            };

            private StoreTransaction locked() {
                return begin();
            }

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                boolean again = batch.size() == 1 && batch.get(0) instanceof Reserve reserve && reserve.again();
                return again ? apart.apply(batch) : super.apply(batch);
            }
        };
    }

    /** What a sweep took stays there to be taken again, whatever ends it. */
    public static StockLedger sweptIsNeverEnded(InstantSource clock) {
        return keepingOfEnded(clock, true);
    }

    /** What was ended is forgotten. */
    public static StockLedger endedIsForgotten(InstantSource clock) {
        return keepingOfEnded(clock, false);
    }

    private static StockLedger keepingOfEnded(InstantSource clock, boolean swept) {
        return Bent.transaction(clock, (right, command) -> new RememberingTransaction(right) {
            @Override
            public void store(Changes changes) {
                Map<ReservationId, Reservation> rows = new HashMap<>(changes.reservations());
                rows.replaceAll((id, row) -> row.ended() ? bent(row) : row);
                super.store(Rows.reservations(changes, rows));
            }

            private Reservation bent(Reservation row) {
                Reservation was = reservationsBefore.get(row.id());
                return Rows.reservation(
                        row,
                        row.owner(),
                        row.lines().stream().map(line -> sweptAs(was, line)).toList(),
                        row.expiresAt(),
                        false);
            }

            private ReservedLine sweptAs(@Nullable Reservation was, ReservedLine line) {
                ReservedLine there = was == null ? null : was.line(line.key());
                return swept && there != null ? Rows.swept(line, there.swept()) : line;
            }
        });
    }

    /** The interval of a charge is compared with now, also where units are taken again. */
    public static StockLedger againComparedWithNow(InstantSource clock) {
        return SaleBugs.seeing(
                clock,
                stored -> new Reservation(
                        stored.id(),
                        stored.owner(),
                        stored.lines(),
                        stored.grants(),
                        stored.orderCharges(),
                        stored.sold(),
                        clock.instant(),
                        stored.expiresAt(),
                        stored.ended(),
                        stored.changedAt(),
                        stored.settlements()));
    }

    /** A counter is given back to after its end, as long as it is there. */
    public static StockLedger endedCounterIsGivenBack(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Map<String, Instant> ends = new HashMap<>();

            @Override
            public Map<String, CounterValue> counters(Set<String> names) {
                Map<String, CounterValue> found = new HashMap<>(super.counters(names));
                found.replaceAll((name, value) -> ended(value) ? endless(name, value) : value);
                return found;
            }

            private boolean ended(CounterValue value) {
                return value.used() > 0
                        && value.forgetAfter() != null
                        && !value.forgetAfter().isAfter(now());
            }

            private CounterValue endless(String name, CounterValue value) {
                if (value.forgetAfter() != null) {
                    ends.put(name, value.forgetAfter());
                }
                return new CounterValue(value.used(), null);
            }

            @Override
            public void store(Changes changes) {
                Map<String, CounterValue> rows = new HashMap<>(changes.counters());
                rows.replaceAll((name, value) ->
                        new CounterValue(value.used(), ends.containsKey(name) ? ends.get(name) : value.forgetAfter()));
                super.store(Rows.counters(changes, rows));
            }
        });
    }

    /** Sweeps the reservation that it was to leave alone. */
    public static StockLedger exceptIsSwept(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                return super.expire(max, null);
            }
        };
    }

    /** What was shipped is forgotten as early as what was not. */
    public static StockLedger shippedIsForgottenEarly(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public int purge(Due due, int max) {
                return super.purge(new Due(due.settledBy(), due.settledBy(), due.appliedBy(), due.now()), max);
            }
        });
    }

    /** Orders that nobody ships are shipped while units of them are still held. */
    public static StockLedger pendingIsShippedUnasked(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
                List<Outcome.Applied> shipped = new ArrayList<>(super.shipConfirmed(unchangedFor, max));
                for (StockKey key : List.of(StockKey.of("A"), StockKey.of("B"))) {
                    for (Reservation open : open(key, null, max)) {
                        Outcome outcome = apply(List.of(Settle.all(open.id(), Transition.SHIP)))
                                .get(0);
                        if (outcome instanceof Outcome.Applied applied && !applied.replayed()) {
                            shipped.add(applied);
                        }
                    }
                }
                return shipped;
            }
        };
    }

    /** The repeat of a target posts what has become of it since. */
    public static StockLedger targetPostedTwice(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<String, AppliedCommand> moves(Set<String> ids) {
                boolean aims = command instanceof Move move && !move.targets().isEmpty();
                return aims ? Map.of() : super.moves(ids);
            }
        });
    }

    /** A target is remembered as the difference that it posted. */
    public static StockLedger targetRememberedAsItsDifference(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) ->
                        command instanceof Move move && !move.targets().isEmpty()
                                ? right.apply(asPostings(move, ledger))
                                : right.apply(command));
    }

    private static Move asPostings(Move move, StockLedger ledger) {
        List<Posting> postings = new ArrayList<>(move.postings());
        List<SetTo> others = new ArrayList<>();
        for (SetTo target : move.targets()) {
            StockLevel level =
                    ledger.levels(List.of(target.key())).stream().findFirst().orElse(StockLevel.empty(target.key()));
            long more = target.quantity() - level.available();
            if (target.target() != SetTo.Target.AVAILABLE || more == 0) {
                others.add(target);
            } else if (more > 0) {
                postings.add(new Posting(target.key(), Bucket.OUTSIDE, Bucket.AVAILABLE, more));
            } else {
                postings.add(new Posting(target.key(), Bucket.AVAILABLE, Bucket.OUTSIDE, -more));
            }
        }
        return new Move(
                move.id(), move.reason(), move.force(), postings, others, move.expectedVersions(), move.openings());
    }

    /** A receipt sets the opening, though it is pinned. */
    public static StockLedger pinIgnored(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                return command instanceof Move
                        ? Rows.each(super.lines(keys), level -> Rows.opening(level, Opening.of(level.opening())))
                        : super.lines(keys);
            }
        });
    }

    /** The opening stays what the first receipt made it. */
    public static StockLedger openingOfTheFirstReceipt(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new RememberingTransaction(right) {
            @Override
            public void store(Changes changes) {
                boolean opens = command instanceof Move move && !move.openings().isEmpty();
                super.store(
                        opens || !Rows.of(CommandKind.MOVE, changes)
                                ? changes
                                : Rows.lines(changes, Rows.each(changes.lines(), this::asBefore)));
            }

            private StockLevel asBefore(StockLevel level) {
                StockLevel was = linesBefore.get(level.key());
                return was == null || was.opening() == 0
                        ? level
                        : Rows.opening(level, new Opening(was.opening(), was.openingPinned()));
            }
        });
    }
}
