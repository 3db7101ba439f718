package io.inventory4j.core.listeners;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layer over a ledger that cannot be watched: listeners hear of what is changed through it, sweeps included. A
 * replay means that the first reply may have been lost, and what it said of the lines with it; so their levels are read
 * (rule 11.3).
 */
public final class PublishingLedger extends ForwardingLedger {
    private final Audience audience;
    private final boolean announced;
    private final InstantSource clock;

    /**
     * The layer.
     *
     * @param announced whether the ledger calls back for its changes, so that only what it cannot know is left to do
     * @param clock the node's, since the answers of a ledger have no time
     */
    public PublishingLedger(StockLedger ledger, Audience audience, boolean announced, InstantSource clock) {
        super(ledger);
        this.audience = audience;
        this.announced = announced;
        this.clock = clock;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = below().apply(batch);
        if (!audience.isEmpty()) {
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Applied applied) {
                    applied(batch.get(i), applied);
                }
            }
        }
        return outcomes;
    }

    private void applied(Command command, Outcome.Applied outcome) {
        if (outcome.replayed()) {
            audience.doubt(lines(command, outcome));
            if (command instanceof Reserve reserve && reserve.replaces() != null) {
                audience.doubtLinesOf(reserve.replaces());
            }
        } else {
            publish(JournalHeading.of(command), outcome);
        }
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        List<Outcome.Applied> ended = below().expire(max, except);
        if (!audience.isEmpty()) {
            for (Outcome.Applied outcome : ended) {
                Reservation reservation = outcome.reservation();
                if (reservation != null) {
                    publish(JournalHeading.expired(reservation.id()), outcome);
                }
            }
        }
        return ended;
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        List<Outcome.Applied> shipped = below().shipConfirmed(unchangedFor, max);
        if (!audience.isEmpty()) {
            for (Outcome.Applied outcome : shipped) {
                Reservation reservation = outcome.reservation();
                if (reservation != null) {
                    publish(JournalHeading.shipped(reservation.id()), outcome);
                }
            }
        }
        return shipped;
    }

    private void publish(JournalHeading heading, Outcome.Applied outcome) {
        if (announced) {
            return;
        }
        Instant now = clock.instant();
        long place = 0;
        for (LevelChange change : outcome.changes()) {
            place++;
            audience.onEntry(heading.entry(place, now, change));
        }
    }

    private static List<StockKey> lines(Command command, Outcome.Applied outcome) {
        List<StockKey> lines = new ArrayList<>();
        Reservation reservation = outcome.reservation();
        if (reservation != null) {
            for (ReservedLine line : reservation.lines()) {
                lines.add(line.key());
            }
        }
        if (command instanceof Reserve reserve) {
            reserve.lines().forEach(line -> lines.add(line.key()));
        } else if (command instanceof Move move) {
            move.postings().forEach(posting -> lines.add(posting.key()));
            move.targets().forEach(target -> lines.add(target.key()));
            lines.addAll(move.openings().keySet());
        } else if (command instanceof SetSaleState saleState) {
            lines.add(saleState.key());
        }
        return lines;
    }
}
