package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts a test between the buyers and their inventory. */
final class Between {
    /** The call that the inventory is waiting for. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object make() throws Throwable;
    }

    /** What happens at each call; a default method comes as the call that it makes. */
    @FunctionalInterface
    interface Layer {
        @Nullable
        Object at(Method method, @Nullable Object[] given, Call call) throws Throwable;
    }

    private Between() {}

    static Inventory over(Inventory inventory, Layer layer) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, given);
            }
            return layer.at(method, given, () -> {
                try {
                    return method.invoke(inventory, given);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        };
        return (Inventory)
                Proxy.newProxyInstance(Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, handler);
    }
}
