package io.inventory4j.testkit.properties;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.model.Model;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import org.jspecify.annotations.Nullable;

/** The model undoes everything: each command is done, undone and done again. */
final class ModelTest {
    @Example
    void whatIsUndoneNeverHappened() {
        long seed = Effort.seed();
        System.out.println(
                "model: seed=" + seed + " " + new CounterexampleSearch(clock -> new Again(clock), seed, 300).run());
    }

    private static final class Again implements StockLedger {
        private final Model model = new Model();
        private final InstantSource clock;

        /** What a page of a purge has left: the model forgets everything at once. */
        private int forgotten;

        Again(InstantSource clock) {
            this.clock = clock;
        }

        private <T extends @Nullable Object> T again(Supplier<T> change) {
            int mark = model.mark();
            long[] before = model.digest();
            List<JournalEntry> journal = model.journal();
            T first = change.get();
            long[] after = model.digest();
            model.undo(mark);
            assertEquals(mark, model.mark());
            assertArrayEquals(before, model.digest());
            assertEquals(journal, model.journal());
            T second = change.get();
            assertArrayEquals(after, model.digest());
            assertEquals(first, second);
            return second;
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            return again(() -> {
                List<Outcome> outcomes = new ArrayList<>();
                batch.forEach(command -> outcomes.add(again(() -> model.apply(command, clock.instant()))));
                return outcomes;
            });
        }

        @Override
        public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            return again(() -> model.overdue(clock.instant(), max, except).stream()
                    .map(id -> Objects.requireNonNull(model.expire(id, clock.instant())))
                    .toList());
        }

        @Override
        public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
            return again(() -> {
                List<Outcome.Applied> shipped = new ArrayList<>();
                for (ReservationId id : model.confirmed(unchangedFor, clock.instant())) {
                    Outcome.Applied one = shipped.size() == max
                            ? null
                            : again(() -> model.shipConfirmed(id, unchangedFor, clock.instant()));
                    if (one != null) {
                        shipped.add(one);
                    }
                }
                return shipped;
            });
        }

        @Override
        public List<StockLevel> levels(Collection<StockKey> keys) {
            return keys.stream().map(model::level).filter(Objects::nonNull).toList();
        }

        @Override
        public Optional<Reservation> reservation(ReservationId id) {
            return Optional.ofNullable(model.reservation(id));
        }

        @Override
        public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
            return model.open(key, after, max);
        }

        @Override
        public long used(String counter) {
            return model.used(counter);
        }

        @Override
        public int purge(Retention retention, int max) {
            forgotten += again(() -> model.purge(retention, clock.instant()));
            int page = Math.min(forgotten, max);
            forgotten -= page;
            return page;
        }

        @Override
        public void close() {}
    }
}
