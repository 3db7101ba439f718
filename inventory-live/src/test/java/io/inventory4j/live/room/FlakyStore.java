package io.inventory4j.live.room;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that cannot be reached, or whose answers are lost, when the test says so. It counts what is read of it. */
final class FlakyStore {
    /** While it is true, no call reaches the store. */
    volatile boolean away;

    /** How many of the next steps are carried out without an answer. */
    final AtomicInteger answersToLose = new AtomicInteger();

    final AtomicInteger reads = new AtomicInteger();

    Inventory over(Inventory inventory) {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(),
                new Class<?>[] {Inventory.class},
                (proxy, method, arguments) -> call(inventory, method, arguments));
    }

    private @Nullable Object call(Inventory inventory, Method method, Object @Nullable [] arguments) throws Throwable {
        if (away) {
            throw new LedgerException(LedgerException.Effect.NONE, "the store of the test is away", null);
        }
        if (method.getName().equals("levels")) {
            reads.incrementAndGet();
        }
        try {
            Object answer = method.invoke(inventory, arguments);
            if (method.getName().equals("apply") && answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new LedgerException(LedgerException.Effect.UNKNOWN, "the answer was lost", null);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
