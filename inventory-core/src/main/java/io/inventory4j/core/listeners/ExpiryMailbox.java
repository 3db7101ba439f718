package io.inventory4j.core.listeners;

import io.inventory4j.ExpiredReservation;
import io.inventory4j.ExpiryListener;
import io.inventory4j.LedgerException;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The expired reservations that wait for one listener. The journal names a reservation and not its owner, so the
 * reservation is read before the call.
 */
final class ExpiryMailbox extends EventMailbox<ExpiryMailbox.Ended> {
    /** A reservation that was swept. */
    record Ended(String id, Instant at) {}

    /** A reservation of many lines has many entries, and a feed may repeat some: of so many it is known. */
    private static final int KNOWN = 1_000;

    private final ExpiryListener listener;
    private final StockLedger ledger;
    private final Set<Ended> known = new LinkedHashSet<>();

    ExpiryMailbox(
            ExpiryListener listener,
            StockLedger ledger,
            @Nullable Journaled journal,
            Consumer<Set<StockKey>> doubts,
            CallbackThreads threads,
            WorkRecord record) {
        super(journal, doubts, threads, record);
        this.listener = listener;
        this.ledger = ledger;
    }

    @Override
    void take(JournalEntry entry) {
        if (entry.kind() != CommandKind.EXPIRE) {
            return;
        }
        Ended ended = new Ended(entry.command(), entry.at());
        if (known.add(ended)) {
            add(ended);
            if (known.size() > KNOWN) {
                Iterator<Ended> oldest = known.iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Nothing: a level does not say why it is what it is. */
    @Override
    void offer(StockLevel level, Instant at) {}

    @Override
    Set<StockKey> lines() {
        return Set.of();
    }

    @Override
    Set<StockKey> lostHistory() {
        return Set.of();
    }

    @Override
    Runnable call(Ended ended) {
        Reservation reservation = read(ended.id());
        return () -> listener.onExpired(new ExpiredReservation(ended.id(), null, ended.at(), reservation));
    }

    private @Nullable Reservation read(String id) {
        try {
            return ledger.reservation(new ReservationId(id)).orElse(null);
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            // A row that cannot be read must not keep the listener from hearing of this order and of all others.
            record().failed(e);
            return null;
        }
    }
}
