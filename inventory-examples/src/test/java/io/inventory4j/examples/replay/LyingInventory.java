package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.SettleRequest;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Inventories between the buyers and the true one that do not tell the truth. */
final class LyingInventory {
    @FunctionalInterface
    private interface Lie {
        /** What to answer instead of {@code truth}. */
        Object answer(@Nullable Object[] arguments, Object truth);
    }

    private LyingInventory() {}

    /** Says yes to every cart and every payment, even where the ledger says no. */
    static Inventory sellingEverything(Inventory honest) {
        return lying(honest, (arguments, truth) -> {
            if (!(truth instanceof Outcome.Refused)) {
                return truth;
            }
            if (arguments[0] instanceof ReserveRequest request) {
                return new Outcome.Applied(invented(request), List.of(), false);
            }
            return arguments[0] instanceof SettleRequest ? new Outcome.Applied(null, List.of(), false) : truth;
        });
    }

    /** Leaves every tenth entry of an order out of its journal. */
    static Inventory forgettingJournal(Inventory honest) {
        return lying(honest, (arguments, truth) -> {
            if (!(truth instanceof Optional<?> some && some.orElse(null) instanceof JournalPage page)) {
                return truth;
            }
            List<JournalEntry> entries = new ArrayList<>(page.entries());
            entries.removeIf(entry -> ofAnOrder(entry) && entry.sequence() % 10 == 5);
            return Optional.of(new JournalPage(entries, page.next(), page.lost()));
        });
    }

    /** And not of a delivery, or of what the live sale remembers. */
    private static boolean ofAnOrder(JournalEntry entry) {
        return entry.kind() != CommandKind.MOVE && entry.kind() != CommandKind.SALE_STATE;
    }

    /** Has dropped three entries, and says so to everybody who reads across their place. */
    static Inventory losingJournal(Inventory honest) {
        return lying(honest, (arguments, truth) -> {
            if (!(truth instanceof Optional<?> some && some.orElse(null) instanceof JournalPage page)) {
                return truth;
            }
            boolean across = arguments[0] instanceof Long after && after <= 100 && page.next() > 100;
            return Optional.of(new JournalPage(page.entries(), page.next(), across ? 3 : 0));
        });
    }

    private static Reservation invented(ReserveRequest request) {
        List<ReservedLine> lines = request.lines().stream()
                .map(line -> new ReservedLine(line.key(), line.quantity(), 0, 0, 0, 0, 0, List.of()))
                .toList();
        return new Reservation(
                ReservationId.of(request.id()),
                request.buyer(),
                lines,
                List.of(),
                List.of(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                Instant.EPOCH,
                List.of());
    }

    private static Inventory lying(Inventory honest, Lie lie) {
        return Between.over(honest, (method, given, call) -> {
            Object truth = call.make();
            return truth == null ? null : lie.answer(given, truth);
        });
    }
}
