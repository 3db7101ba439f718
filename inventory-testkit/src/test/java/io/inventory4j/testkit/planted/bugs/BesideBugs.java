package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.NumberedStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that sell right, and do wrong what is done beside the sale: purges, sweeps, counts, pages, the journal. */
public final class BesideBugs {
    private BesideBugs() {}

    /** Reads the keys of what is due, and deletes by key: a count that somebody has begun in between goes as well. */
    public static Store purgeDeletesAFreshCount() {
        return Store.shared(MapStore::new, store -> new Purging(store) {
            private final Set<String> names = ConcurrentHashMap.newKeySet();

            @Override
            void stored(StoreTransaction.Changes changes) {
                names.addAll(changes.counters().keySet());
            }

            @Override
            StoreTransaction.Changes deleted(StoreTransaction reading, StoreTransaction.Due due, int max) {
                Map<String, CounterValue> stale = new HashMap<>(reading.counters(names));
                stale.values().removeIf(value -> !value.stale(due.now()));
                stale.replaceAll((name, value) -> new CounterValue(0, null));
                return new StoreTransaction.Changes(Map.of(), stale, Map.of(), Map.of(), Map.of(), List.of());
            }
        });
    }

    /** The same with orders: one that a late payment takes again in between is forgotten with the units it holds. */
    public static Store purgeDeletesWhatWasTakenAgain() {
        return Store.shared(MapStore::new, store -> new Purging(store) {
            private final Set<ReservationId> ids = ConcurrentHashMap.newKeySet();

            @Override
            void stored(StoreTransaction.Changes changes) {
                ids.addAll(changes.reservations().keySet());
            }

            @Override
            StoreTransaction.Changes deleted(StoreTransaction reading, StoreTransaction.Due due, int max) {
                Map<ReservationId, Reservation> old = new HashMap<>(reading.reservations(ids));
                old.values().removeIf(found -> !due.forgets(found));
                old.replaceAll((id, found) -> Reservation.tombstone(id, found.changedAt()));
                old.keySet().retainAll(old.keySet().stream().sorted().limit(max).toList());
                return new StoreTransaction.Changes(Map.of(), Map.of(), old, Map.of(), Map.of(), List.of());
            }
        });
    }

    /** A node that looks for what is due in one transaction, and deletes it in another. */
    private abstract static class Purging extends MapNode {
        Purging(MapStore store) {
            super(store);
        }

        abstract void stored(StoreTransaction.Changes changes);

        /** What is due, as it is when it was as good as deleted. */
        abstract StoreTransaction.Changes deleted(StoreTransaction reading, StoreTransaction.Due due, int max);

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                @Override
                public void store(Changes changes) {
                    super.store(changes);
                    stored(changes);
                }
            };
        }

        @Override
        public int purge(Retention retention, int max) {
            Bounds.max("max", max);
            StoreTransaction.Changes deleted;
            try (StoreTransaction reading = store.begin()) {
                deleted = deleted(reading, StoreTransaction.Due.of(retention, reading.now()), max);
            }
            Moment.pass();
            try (StoreTransaction deleting = store.begin()) {
                deleting.store(deleted);
                deleting.commit();
            }
            return super.purge(retention, max);
        }
    }

    /** Takes the number of an entry before the commit, so that a later number may be read first. */
    public static Store journalNumberedBeforeTheCommit() {
        return Store.shared(NumberedStore::new, rows -> new MapNode(rows) {
            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    private final List<JournalEntry> made = new ArrayList<>();

                    @Override
                    public void store(Changes changes) {
                        super.store(changes);
                        for (JournalEntry entry : changes.journal()) {
                            made.add(entry.numbered(rows.numbers(1)));
                        }
                    }

                    @Override
                    public void close() {
                        super.close();
                        if (!made.isEmpty()) {
                            Moment.pass();
                        }
                        made.forEach(rows::add);
                    }
                };
            }
        });
    }

    /** Adds the entries of a batch line by line, in one bulk insert for each: the lines of a cart lie apart. */
    public static Store entriesOfABatchLineByLine() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    @Override
                    public void store(Changes changes) {
                        List<JournalEntry> byLine = new ArrayList<>(changes.journal());
                        byLine.sort(Comparator.comparing(entry -> entry.change().key()));
                        List<JournalEntry> numbered = new ArrayList<>();
                        byLine.forEach(entry -> numbered.add(entry.numbered(numbered.size() + 1)));
                        super.store(Rows.journal(changes, numbered));
                    }
                };
            }
        });
    }

    /** What a page of open holds begins after is kept as a number of rows. */
    public static Store openPagesByOffset() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Map<ReservationId, Integer> offsets = new ConcurrentHashMap<>();

            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Integer offset = after == null ? Integer.valueOf(0) : offsets.get(after);
                if (offset == null) {
                    return super.open(key, after, max);
                }
                Bounds.max("max", max);
                List<Reservation> page = super.open(key, null, Integer.MAX_VALUE).stream()
                        .skip(offset)
                        .limit(max)
                        .toList();
                if (!page.isEmpty()) {
                    offsets.put(page.get(page.size() - 1).id(), offset + page.size());
                }
                return page;
            }
        });
    }

    /** Reads a line, and then posts what is missing to its count. */
    public static Store countAgainstAnOlderLevel() {
        return Store.within(Counting::new);
    }

    private static final class Counting extends OneByOne {
        private final Map<Move, Move> asked = new ConcurrentHashMap<>();

        Counting(InstantSource clock) {
            super(clock);
        }

        @Override
        Outcome one(Command next) {
            if (!(next instanceof Move move)
                    || move.targets().size() != 1
                    || !move.postings().isEmpty()) {
                return super.one(next);
            }
            SetTo target = move.targets().get(0);
            List<StockLevel> levels = levels(List.of(target.key()));
            long more = levels.isEmpty() ? 0 : more(target, levels.get(0));
            if (more == 0 || target.departed() != null) {
                return super.one(next);
            }
            Moment.pass();
            Bucket from = more > 0 ? Bucket.OUTSIDE : Bucket.AVAILABLE;
            Bucket to = more > 0 ? Bucket.AVAILABLE : Bucket.OUTSIDE;
            Move posting = new Move(
                    move.id(),
                    move.reason(),
                    move.force(),
                    List.of(new Posting(target.key(), from, to, Math.abs(more))),
                    move.expectedVersions(),
                    move.openings());
            asked.put(posting, move);
            return super.one(posting);
        }

        private static long more(SetTo target, StockLevel level) {
            return switch (target.target()) {
                case AVAILABLE -> target.quantity() - level.available();
                case ON_HAND -> target.quantity() - (level.total() - level.incoming());
                default -> 0;
            };
        }

        @Override
        StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
            Move whole = running == null ? null : asked.get(running);
            if (whole == null || !(running instanceof Move posting)) {
                return right;
            }
            return new ForwardingTransaction(right) {
                @Override
                public Map<String, AppliedCommand> moves(Set<String> ids) {
                    Map<String, AppliedCommand> found = new HashMap<>(super.moves(ids));
                    found.replaceAll((id, one) -> one.content().equals(whole.content())
                            ? new AppliedCommand(posting.content(), one.at())
                            : one);
                    return found;
                }

                @Override
                public void store(Changes changes) {
                    Map<String, AppliedCommand> moves = new HashMap<>(changes.moves());
                    moves.replaceAll((id, one) -> new AppliedCommand(whole.content(), one.at()));
                    super.store(new Changes(
                            changes.lines(),
                            changes.counters(),
                            changes.reservations(),
                            moves,
                            changes.saleStates(),
                            changes.journal()));
                }
            };
        }
    }

    /** Finds what is overdue in an index that is behind, and ends what is held: an extension comes too late. */
    public static Store sweepTrustsItsIndex() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final LoadApplyStoreLedger sweeping = new LoadApplyStoreLedger() {
                @Override
                protected StoreTransaction begin() {
                    List<ReservationId> overdue;
                    try (StoreTransaction index = store.begin()) {
                        overdue = index.overdue(index.now(), Integer.MAX_VALUE);
                    }
                    Moment.pass();
                    return new Trusting(store.begin(), overdue);
                }
            };

            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                return sweeping.expire(max, except);
            }
        });
    }

    private static final class Trusting extends ForwardingTransaction {
        private final List<ReservationId> overdue;
        private final Map<ReservationId, Instant> expiries = new HashMap<>();

        Trusting(StoreTransaction right, List<ReservationId> overdue) {
            super(right);
            this.overdue = overdue;
        }

        @Override
        public List<ReservationId> overdue(Instant now, int max) {
            Map<ReservationId, Reservation> found = super.reservations(Set.copyOf(overdue));
            return overdue.stream()
                    .filter(id -> found.containsKey(id) && found.get(id).pending())
                    .limit(max)
                    .toList();
        }

        @Override
        public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
            Map<ReservationId, Reservation> found = new HashMap<>(super.reservations(ids));
            found.forEach((id, one) -> expiries.put(id, one.expiresAt()));
            found.replaceAll((id, one) -> one.expiresAt().isAfter(now()) ? Rows.until(one, now()) : one);
            return found;
        }

        @Override
        public void store(Changes changes) {
            Map<ReservationId, Reservation> stored = new HashMap<>(changes.reservations());
            stored.replaceAll((id, one) -> Rows.until(one, expiries.getOrDefault(id, one.expiresAt())));
            super.store(Rows.reservations(changes, stored));
        }
    }

    /** Keeps the last thousand entries, as a stream that is cut at its length, and does not say what is gone. */
    public static Store journalCutWithoutAWord() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int KEPT = 1_000;

            @Override
            public JournalPage journal(long after, int max) {
                JournalPage page = super.journal(Math.max(after, store.end() - KEPT), max);
                return JournalPage.of(page.entries(), after);
            }
        });
    }
}
