package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short forms of an inventory's verbs say what the long forms say. */
final class InventoryTest {
    private static final StockKey A = StockKey.of("A");

    private String called = "";
    private @Nullable Object answer = new Outcome.Applied(null, List.of(), false);
    private final Inventory inventory = (Inventory) Proxy.newProxyInstance(
            Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, (proxy, method, arguments) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                called = method.getName() + Arrays.toString(arguments);
                return answer;
            });

    private void assertSettles(String verb, Outcome outcome) {
        assertSame(answer, outcome);
        assertEquals(verb + "[" + SettleRequest.of("order-1") + "]", called);
    }

    @Test
    void aVerbWithAnIdAloneMeansAllThatIsLeft() {
        assertSettles("confirm", inventory.confirm("order-1"));
        assertSettles("release", inventory.release("order-1"));
        assertSettles("cancel", inventory.cancel("order-1"));
        assertSettles("ship", inventory.ship("order-1"));
        assertSettles("acceptReturn", inventory.acceptReturn("order-1"));
    }

    @Test
    void aSkuAloneIsAtTheMainLocation() {
        assertSame(answer, inventory.receive("po-1", "A", 7));
        assertEquals("receive[po-1, A@main, 7]", called);
    }

    @Test
    void oneLineIsTheFirstOfMany() {
        StockLevel level = StockLevel.empty(A);
        answer = List.of(level);
        assertEquals(Optional.of(level), inventory.level(A));
        assertEquals("levels[[A@main]]", called);
        answer = List.of();
        assertEquals(Optional.empty(), inventory.level(A));
    }
}
