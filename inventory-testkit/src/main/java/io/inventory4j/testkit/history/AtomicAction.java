package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.model.Model;
import io.inventory4j.testkit.words.Words;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operation does to a ledger at one instant, and the answer that the rules give to it. */
sealed interface AtomicAction {
    /** The one right answer. Changes the model as the action changes a ledger. */
    @Nullable
    Object askOf(Model model, Instant now);

    /** The heading of its journal entries, if it changes lines. */
    default JournalHeading heading() {
        throw new IllegalStateException(this + " changes nothing");
    }

    /** A command. */
    record Execute(Command command) implements AtomicAction {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.apply(command, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.of(command);
        }

        @Override
        public String toString() {
            return Words.of(command);
        }
    }

    /** The end of one reservation by a sweep. */
    record Expiry(ReservationId id) implements AtomicAction {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.expire(id, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.expired(id);
        }

        @Override
        public String toString() {
            return "end " + id;
        }
    }

    /** A sweep that ended fewer than it was allowed to: nothing else is overdue. */
    record NothingOverdue(@Nullable ReservationId except) implements AtomicAction {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.overdue(now, 1, except);
        }

        @Override
        public String toString() {
            return "nothing else is overdue" + (except == null ? "" : ", but for " + except);
        }
    }

    /** The shipment of one order because nobody had touched it (rule 9.2). */
    record Shipment(ReservationId id, Duration unchangedFor) implements AtomicAction {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.shipConfirmed(id, unchangedFor, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.shipped(id);
        }

        @Override
        public String toString() {
            return "ship " + id + ", unchanged for " + unchangedFor;
        }
    }

    /** A read of one line; null where it does not exist. */
    record Level(StockKey key) implements AtomicAction {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.level(key);
        }

        @Override
        public String toString() {
            return "level of " + key;
        }
    }

    /** A read of a reservation; null where there is none. */
    record Find(ReservationId id) implements AtomicAction {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.reservation(id);
        }

        @Override
        public String toString() {
            return "reservation " + id;
        }
    }

    /** A read of a counter. */
    record Used(String counter) implements AtomicAction {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.used(counter);
        }

        @Override
        public String toString() {
            return "used of " + counter;
        }
    }
}
