package io.inventory4j.live;

import io.inventory4j.Inventory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An inventory whose node dies at one of its calls: before the store has got it, or after, when the answer is lost. */
final class CrashingInventory {
    /** The node is dead; nothing of what it had in memory is left. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private int deadlyCall;
    private final boolean afterwards;
    private int calls;

    /** A node that dies at the call of this number, from 0. */
    CrashingInventory(int deadlyCall, boolean afterwards) {
        this.deadlyCall = deadlyCall;
        this.afterwards = afterwards;
    }

    Inventory over(Inventory inventory) {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, (proxy, method, arguments) -> {
                    int call = calls++;
                    if ((call == deadlyCall && !afterwards) || call > deadlyCall) {
                        throw new Death();
                    }
                    Object answer;
                    try {
                        answer = method.invoke(inventory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (call == deadlyCall) {
                        throw new Death();
                    }
                    return answer;
                });
    }

    /** Whether it is dead. */
    boolean died() {
        return calls > deadlyCall;
    }

    /** Lets calls through again: it was the store that was away, and not the node. */
    void revive() {
        deadlyCall = Integer.MAX_VALUE;
    }
}
