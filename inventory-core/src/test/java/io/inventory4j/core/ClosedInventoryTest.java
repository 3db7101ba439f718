package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.AsyncInventory;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.OrderVerb;
import io.inventory4j.Posting;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.Stocktake;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.MapLedger;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After its end an inventory sells nothing, over any ledger, and says so with effect NONE (rule 10.1). */
@Timeout(120)
class ClosedInventoryTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final Kit KIT = Kit.named("BOX").part("A", 1);
    private static final ReserveRequest ORDER = ReserveRequest.of("o", "b").line("A", 1);
    private static final Posting DAMAGE = new Posting(A, Bucket.AVAILABLE, Bucket.DAMAGED, 1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Map<String, Function<Inventory, Object>> calls() {
        SettleRequest all = SettleRequest.of("held");
        Map<String, Function<Inventory, Object>> calls = new LinkedHashMap<>();
        calls.put("reserve", shop -> shop.reserve(ORDER));
        calls.put("reserve a list", shop -> shop.reserve(List.of(ORDER)));
        calls.put("reserveAll", shop -> shop.reserveAll(List.of(ORDER)));
        calls.put("apply", shop -> shop.apply(List.of(OrderVerb.reserve(ORDER))));
        calls.put("preview", shop -> shop.preview(ORDER));
        calls.put("sellable", shop -> shop.sellable(KIT));
        calls.put("sell", shop -> shop.sell(ORDER));
        calls.put("exchange", shop -> shop.exchange(ORDER, "held"));
        calls.put("confirm", shop -> shop.confirm(all));
        calls.put("confirmAndReleaseRest", shop -> shop.confirmAndReleaseRest(all.id("c")));
        calls.put("confirmOrReacquire", shop -> shop.confirmOrReacquire(ORDER));
        calls.put("release", shop -> shop.release(all));
        calls.put("giveBack", shop -> shop.giveBack(all));
        calls.put("cancel", shop -> shop.cancel(all));
        calls.put("ship", shop -> shop.ship(all));
        calls.put("acceptReturn", shop -> shop.acceptReturn(all));
        calls.put("extend", shop -> shop.extend("held", "e", MINUTE));
        calls.put("receive", shop -> shop.receive("m", A, 1));
        calls.put("transfer", shop -> shop.transfer("m", A, B, 1));
        calls.put("writeOff", shop -> shop.writeOff("m", A, Bucket.AVAILABLE, 1, "r"));
        calls.put("move", shop -> shop.move("m", "r", DAMAGE));
        calls.put("setOnHand", shop -> shop.setOnHand("m", Map.of(A, 1L)));
        calls.put("setAvailable", shop -> shop.setAvailable("m", A, 1, "r"));
        calls.put("setSafetyStock", shop -> shop.setSafetyStock("m", A, SafetyStock.units(1)));
        calls.put("stocktake", shop -> shop.stocktake(Stocktake.of("m", A, 1)));
        calls.put("setSaleState", shop -> shop.setSaleState("s", A, SaleState.STOPPED));
        calls.put("setWindow", shop -> shop.setWindow("s", A, Window.NONE));
        calls.put("levels", shop -> shop.levels(List.of(A)));
        calls.put("level", shop -> shop.level(A));
        calls.put("reservation", shop -> shop.reservation("held"));
        calls.put("openReservations", shop -> shop.openReservations(A, null, 9));
        calls.put("used", shop -> shop.used("c"));
        calls.put("journal", shop -> shop.journal(0, 9));
        calls.put("sweep", Inventory::sweep);
        calls.put("within", shop -> shop.within("a transaction"));
        return calls;
    }

    private static Map<String, Function<AsyncInventory, CompletionStage<?>>> asyncCalls() {
        SettleRequest all = SettleRequest.of("held");
        Map<String, Function<AsyncInventory, CompletionStage<?>>> calls = new LinkedHashMap<>();
        calls.put("reserve", shop -> shop.reserve(ORDER));
        calls.put("reserve a list", shop -> shop.reserve(List.of(ORDER)));
        calls.put("reserveAll", shop -> shop.reserveAll(List.of(ORDER)));
        calls.put("apply", shop -> shop.apply(List.of(OrderVerb.reserve(ORDER))));
        calls.put("preview", shop -> shop.preview(ORDER));
        calls.put("sellable", shop -> shop.sellable(KIT));
        calls.put("sell", shop -> shop.sell(ORDER));
        calls.put("exchange", shop -> shop.exchange(ORDER, "held"));
        calls.put("confirm", shop -> shop.confirm(all));
        calls.put("confirmAndReleaseRest", shop -> shop.confirmAndReleaseRest(all.id("c")));
        calls.put("confirmOrReacquire", shop -> shop.confirmOrReacquire(ORDER));
        calls.put("release", shop -> shop.release(all));
        calls.put("giveBack", shop -> shop.giveBack(all));
        calls.put("cancel", shop -> shop.cancel(all));
        calls.put("ship", shop -> shop.ship(all));
        calls.put("acceptReturn", shop -> shop.acceptReturn(all));
        calls.put("extend", shop -> shop.extend("held", "e", MINUTE));
        calls.put("receive", shop -> shop.receive("m", A, 1));
        calls.put("transfer", shop -> shop.transfer("m", A, B, 1));
        calls.put("writeOff", shop -> shop.writeOff("m", A, Bucket.AVAILABLE, 1, "r"));
        calls.put("move", shop -> shop.move("m", "r", DAMAGE));
        calls.put("setOnHand", shop -> shop.setOnHand("m", Map.of(A, 1L), Map.of()));
        calls.put("setAvailable", shop -> shop.setAvailable("m", A, 1, "r", null));
        calls.put("setSafetyStock", shop -> shop.setSafetyStock("m", A, SafetyStock.units(1)));
        calls.put("stocktake", shop -> shop.stocktake(Stocktake.of("m", A, 1)));
        calls.put("setSaleState", shop -> shop.setSaleState("s", A, SaleState.STOPPED));
        calls.put("setWindow", shop -> shop.setWindow("s", A, Window.NONE));
        calls.put("levels", shop -> shop.levels(List.of(A)));
        calls.put("reservation", shop -> shop.reservation("held"));
        return calls;
    }

    private static Set<String> names(Class<?> type, String... others) {
        Set<String> names =
                Stream.of(type.getMethods()).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(Set.of(others));
        names.add("reserve a list");
        return names;
    }

    @Test
    void everyVerbIsTriedHere() {
        // The rest makes no call to the store.
        assertEquals(
                names(Inventory.class, "async", "subscribe", "onExpired", "health", "close"),
                new TreeSet<>(calls().keySet()));
        assertEquals(names(AsyncInventory.class), new TreeSet<>(asyncCalls().keySet()));
    }

    private static void assertRefusesAll(Inventory shop) {
        applied(shop.receive("po", A, 9));
        applied(shop.reserve(ReserveRequest.of("held", "b").line("A", 2)));
        AsyncInventory async = shop.async();
        shop.close();
        calls().forEach((name, call) -> {
            LedgerException failure = assertThrows(LedgerException.class, () -> call.apply(shop), name);
            assertEquals(Effect.NONE, failure.effect(), name);
            assertEquals("the inventory is closed", failure.summary(), name);
        });
        asyncCalls().forEach((name, call) -> {
            ExecutionException failed = assertThrows(
                    ExecutionException.class,
                    () -> call.apply(async).toCompletableFuture().get(1, TimeUnit.MINUTES),
                    name);
            LedgerException failure = (LedgerException) Objects.requireNonNull(failed.getCause());
            assertEquals(Effect.NONE, failure.effect(), name);
            assertEquals("the inventory is closed", failure.summary(), name);
        });
        assertDoesNotThrow(shop::close, "the second time");
    }

    @Test
    void overMemoryNothingIsSoldAfterClose() {
        assertRefusesAll(InventoryBuilder.inMemory().build());
    }

    @Test
    void overALedgerOfTheShopsNothingIsSoldAfterCloseAndTheLedgerGoesOn() {
        HandClock clock = new HandClock();
        for (StockLedger ledger : List.of(InMemoryLedger.create(clock), new MapLedger(clock))) {
            assertRefusesAll(InventoryBuilder.over(ledger).clock(clock).build());
            assertEquals(7, ledger.levels(List.of(A)).get(0).available());
            try (Inventory next = InventoryBuilder.over(ledger).clock(clock).build()) {
                applied(next.reserve(ORDER));
            }
        }
    }

    @Test
    void overALedgerThatIsClosedWithItNothingIsSold() {
        LossyLedger ledger = new LossyLedger(new MapLedger(new HandClock()));
        assertRefusesAll(InventoryBuilder.owning(ledger).build());
        assertEquals(true, ledger.closed);
    }
}
