package io.inventory4j.testkit;

import io.inventory4j.ledger.StockLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that every ledger under test is put below, for whoever writes one: {@code -Dinventory.test.layer=} names a
 * class with a public static method {@code over(StockLedger)} that returns a {@link StockLedger}. The suites of a store
 * then run over the layer as they run over the store. What is no call of a {@link StockLedger}, such as its journal,
 * still goes to the store. Stateless, thread-safe.
 */
public final class Layer {
    private static final String PROPERTY = "inventory.test.layer";

    private static final String TIMEOUT = "inventory.test.layer.timeout";

    private Layer() {}

    /**
     * Whether ledgers are put below a layer, which may repeat a call whose answer was lost.
     *
     * @return true if the property names one
     */
    public static boolean isNamed() {
        return !name().isEmpty();
    }

    private static String name() {
        return System.getProperty(PROPERTY, "").trim();
    }

    /**
     * The longest time that a call may take, through the layer if one is named.
     *
     * @param store that of the store
     * @return the one of {@code -Dinventory.test.layer.timeout=}, such as PT10S; without it, that of the store
     * @throws java.time.format.DateTimeParseException if the property has no duration
     */
    public static Duration timeout(Duration store) {
        String longer = System.getProperty(TIMEOUT, "").trim();
        return longer.isEmpty() ? store : Duration.parse(longer);
    }

    /**
     * A ledger below the layer that the property names.
     *
     * @param store the ledger under test
     * @return what to call in its place, with the abilities of the store; the store itself if no layer is named
     * @throws IllegalStateException if there is no such layer
     */
    public static StockLedger over(StockLedger store) {
        String name = name();
        return name.isEmpty() ? store : both(layer(name, store), store);
    }

    private static StockLedger layer(String name, StockLedger store) {
        try {
            Method over = Class.forName(name).getMethod("over", StockLedger.class);
            return (StockLedger) over.invoke(null, store);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(PROPERTY + " is '" + name + "', which is no layer", e);
        }
    }

    private static StockLedger both(StockLedger layer, StockLedger store) {
        List<Class<?>> abilities = new ArrayList<>(List.of(StockLedger.class));
        for (Class<?> type = store.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> ability : type.getInterfaces()) {
                if (ability.getName().startsWith("io.inventory4j.ledger.") && !abilities.contains(ability)) {
                    abilities.add(ability);
                }
            }
        }
        return (StockLedger) Proxy.newProxyInstance(
                Layer.class.getClassLoader(), abilities.toArray(Class<?>[]::new), (proxy, method, given) -> {
                    boolean ofLedger = method.getDeclaringClass().isAssignableFrom(StockLedger.class);
                    try {
                        return method.invoke(ofLedger ? layer : store, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
