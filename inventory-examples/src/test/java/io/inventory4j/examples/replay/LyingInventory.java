package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.JournalPage;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReserveRequest;
import io.inventory4j.ReservedLine;
import io.inventory4j.SettleRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
        Object tell(Method method, Object[] arguments, Object truth);
    }

    private LyingInventory() {}

    /** Says yes to every cart and every payment, whatever the ledger says. */
    static Inventory sellingEverything(Inventory honest) {
        return lying(honest, (method, arguments, truth) -> {
            if (!(truth instanceof Outcome.Refused)) {
                return truth;
            }
            if (arguments[0] instanceof ReserveRequest request) {
                return new Outcome.Applied(invented(request), List.of(), false);
            }
            return arguments[0] instanceof SettleRequest ? new Outcome.Applied(null, List.of(), false) : truth;
        });
    }

    /** Leaves every hundredth entry out of its journal. */
    static Inventory forgettingJournal(Inventory honest) {
        return lying(honest, (method, arguments, truth) -> {
            if (!(truth instanceof Optional<?> some && some.orElse(null) instanceof JournalPage page)) {
                return truth;
            }
            List<io.inventory4j.JournalEntry> entries = new ArrayList<>(page.entries());
            entries.removeIf(entry -> entry.sequence() % 100 == 50);
            return Optional.of(new JournalPage(entries, page.next(), page.lost()));
        });
    }

    private static Reservation invented(ReserveRequest request) {
        List<ReservedLine> lines = request.lines().stream()
                .map(line -> new ReservedLine(line.key(), line.quantity(), 0, 0, 0, 0, List.of()))
                .toList();
        return new Reservation(request.id(), lines, List.of(), Instant.EPOCH, false, null, List.of());
    }

    private static Inventory lying(Inventory honest, Lie lie) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, given);
            }
            try {
                Object truth = method.invoke(honest, given);
                return truth == null ? null : lie.tell(method, given, truth);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Inventory)
                Proxy.newProxyInstance(Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, handler);
    }
}
