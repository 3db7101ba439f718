package io.inventory4j.jdbc;

import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.LostRaceException;
import io.inventory4j.ledger.StoreTransaction.Stored;
import io.inventory4j.ledger.StoreTransaction.Wanted;
import io.inventory4j.stock.TextOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Loads the rows of a transaction that writes, and locks them: table by table (reservations, lines, counters), in the
 * order of their keys. So no two transactions wait for each other in a circle.
 *
 * <p>A row that does not exist cannot be locked. So ids are looked up after the lines are locked: an id that is absent
 * then stays absent, because whoever makes a reservation or a move of the same content has to lock the same lines. If
 * ids were looked up before, a retry that waits for its twin would miss the twin's reservation, and be refused because
 * the twin took the units.
 *
 * <p>Three ways to load, each a method:
 *
 * <pre>
 * idsOnly            a batch that settles, first load    lock reservations; look up moves and sale states
 * linesFirst         reservations are likely to be new   lock lines and counters; look up all ids
 * reservationsFirst  reservations exist, or may           lock reservations, lines, counters; look up absent ids
 * </pre>
 */
final class LockedRows implements RowSource {
    private final TransactionScope scope;
    private final Supplier<RowReads> reads;
    private final TransactionTime time;
    private final FoundRows found;
    private final AbsentIds absent = new AbsentIds();

    /** Reads by statements of {@code reads}, each time new ones, and adds what was read to {@code found}. */
    LockedRows(TransactionScope scope, Supplier<RowReads> reads, TransactionTime time, FoundRows found) {
        this.scope = scope;
        this.reads = reads;
        this.time = time;
        this.found = found;
    }

    @Override
    public Stored load(Wanted wanted) {
        RowReads read = read(wanted);
        found.add(read);
        return read.rows();
    }

    private RowReads read(Wanted wanted) {
        if (wanted.lines().isEmpty() && wanted.counters().isEmpty()) {
            return idsOnly(wanted);
        }
        if (!scope.restarts() || !absent.isEmpty()) {
            return reservationsFirst(wanted);
        }
        RowReads read = linesFirst(wanted);
        if (read.rows().reservations().isEmpty()) {
            return read;
        }
        // Someone sent an order again. Its lines are locked, but its reservation should have been first: begin anew.
        scope.restart();
        time.restart();
        found.clear();
        return reservationsFirst(wanted);
    }

    /** The first of two loads. The second one locks the lines of the reservations that this one finds. */
    private RowReads idsOnly(Wanted wanted) {
        RowReads read =
                run(reads.get().reservations(wanted.reservations(), true).applied(wanted.moves(), wanted.saleStates()));
        absent.add(wanted, read.rows());
        return read;
    }

    /** Right if no reservation is found: one that exists would have to be locked before the lines. */
    private RowReads linesFirst(Wanted wanted) {
        return lockLines(wanted, wanted.reservations(), wanted.moves(), wanted.saleStates());
    }

    /** Right in any case, with a round trip more if there are reservations. */
    private RowReads reservationsFirst(Wanted wanted) {
        RowReads first = run(reads.get().reservations(wanted.reservations(), true));
        absent.addReservations(wanted.reservations(), first.rows());
        RowReads then = lockLines(
                wanted,
                absent.reservations(),
                union(wanted.moves(), absent.moves()),
                union(wanted.saleStates(), absent.saleStates()));
        if (absent.anyIn(then.rows())) {
            // It was made after it was looked up, when no lock kept it out.
            throw new LostRaceException(null);
        }
        then.addReservations(first);
        return then;
    }

    /** Locks lines and counters, then looks up ids. */
    private RowReads lockLines(Wanted wanted, Set<ReservationId> ids, Set<String> moves, Set<String> saleStates) {
        int before;
        int locked = 0;
        RowReads read;
        do {
            before = locked;
            read = run(reads.get()
                    .lines(wanted.lines(), true)
                    .counters(wanted.counters(), true)
                    .reservations(ids, false)
                    .applied(moves, saleStates));
            locked = read.rows().lines().size();
            // Commands are judged by lines that are absent too. Such a line may have been made while others were waited
            // for: then look again.
        } while (locked < wanted.lines().size() && locked > before);
        return read;
    }

    private RowReads run(RowReads read) {
        if (!read.statements().isEmpty()) {
            scope.run(read.statements());
        }
        time.rowsRead(read.now());
        return read;
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new TreeSet<>(TextOrder.BY_UTF8);
        both.addAll(left);
        both.addAll(right);
        return both;
    }

    /** Ids that were looked up in this transaction, before any line was locked, and not found. */
    private record AbsentIds(Set<ReservationId> reservations, Set<String> moves, Set<String> saleStates) {
        AbsentIds() {
            this(new TreeSet<>(), new TreeSet<>(TextOrder.BY_UTF8), new TreeSet<>(TextOrder.BY_UTF8));
        }

        void add(Wanted wanted, Stored rows) {
            addReservations(wanted.reservations(), rows);
            addMissing(wanted.moves(), rows.moves(), moves);
            addMissing(wanted.saleStates(), rows.saleStates(), saleStates);
        }

        void addReservations(Set<ReservationId> wanted, Stored rows) {
            addMissing(wanted, rows.reservations(), reservations);
        }

        private static <K> void addMissing(Set<K> wanted, Map<K, ?> found, Set<K> missing) {
            wanted.stream().filter(key -> !found.containsKey(key)).forEach(missing::add);
        }

        boolean isEmpty() {
            return reservations.isEmpty() && moves.isEmpty() && saleStates.isEmpty();
        }

        boolean anyIn(Stored rows) {
            return !Collections.disjoint(reservations, rows.reservations().keySet())
                    || !Collections.disjoint(moves, rows.moves().keySet())
                    || !Collections.disjoint(saleStates, rows.saleStates().keySet());
        }
    }
}
