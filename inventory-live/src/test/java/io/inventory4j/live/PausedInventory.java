package io.inventory4j.live;

import io.inventory4j.Inventory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An inventory of a node that is held up before one of its calls, while others do something. */
final class PausedInventory {
    private final int call;
    private final Runnable meanwhile;
    private int calls;
    private boolean counts;

    /** A node that is held up before the call of this number, from 0, once it {@linkplain #start starts}. */
    PausedInventory(int call, Runnable meanwhile) {
        this.call = call;
        this.meanwhile = meanwhile;
    }

    void start() {
        counts = true;
    }

    Inventory over(Inventory inventory) {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, (proxy, method, arguments) -> {
                    if (counts && calls++ == call) {
                        meanwhile.run();
                    }
                    try {
                        return method.invoke(inventory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Whether it was held up. */
    boolean paused() {
        return calls > call;
    }
}
