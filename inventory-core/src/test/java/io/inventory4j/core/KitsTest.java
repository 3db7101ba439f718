package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.SettleRequest;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kits: goods sold together that are also sold singly. */
@Timeout(60)
class KitsTest {
    private static final StockKey A = StockKey.of("A");
    private static final Kit BOX = Kit.named("BOX").part("A", 1).part("B", 2).gift("G", 1);

    private final HandClock clock = new HandClock();

    private Inventory shop(ReservationPolicy policy) {
        Inventory shop = InventoryBuilder.inMemory()
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        applied(shop.receive("a", "A", 10));
        applied(shop.receive("b", "B", 10));
        applied(shop.receive("g", "G", 3));
        return shop;
    }

    private Inventory shop() {
        return shop(ReservationPolicy.none());
    }

    private static ReserveRequest order(String id) {
        return ReserveRequest.of(id, "ann");
    }

    private static long shipped(Inventory shop) {
        return Objects.requireNonNull(shop.reservation("1").orElseThrow().line(A))
                .shipped();
    }

    @Test
    void aKitTakesItsPartsAndAsManyGiftsAsThereAre() {
        try (Inventory shop = shop()) {
            ReserveRequest request = order("1").kit(BOX, 4);
            Outcome.Applied held = applied(shop.reserve(request));
            assertEquals(
                    List.of(4L, 8L, 3L),
                    held.granted(request).stream().map(Grant::granted).toList());
            assertRefused(shop.reserve(order("2").kit(BOX, 2)), Reason.OUT_OF_STOCK, "B@main", 2, null);
            applied(shop.reserve(order("3").kit(BOX, 1)));
            assertEquals(0, shop.level(StockKey.of("B")).orElseThrow().available());
        }
    }

    @Test
    void kitsAreSettledInParts() {
        try (Inventory shop = shop()) {
            applied(shop.sell(order("1").kit(BOX, 3)));
            applied(shop.ship(SettleRequest.of("1").id("parcel").lines(BOX.quantities(2))));
            assertEquals(2, shipped(shop));
            applied(shop.ship("1"));
            assertEquals(3, shipped(shop));
        }
    }

    @Test
    void anAllotmentIsReservedWithTheKitAndLimitsCountKitsThere() {
        Kit allotted = BOX.allotted();
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2).forSkus("BOX"))) {
            assertRefused(shop.reserve(order("1").kit(allotted, 1)), Reason.UNKNOWN_LINE, "BOX@main", 0, null);
            assertEquals(0, shop.sellable(allotted));
            applied(shop.setAvailable("allot", allotted.key(), 3, "boxes of this sale", null));
            assertEquals(3, shop.sellable(allotted));
            assertEquals(5, shop.sellable(BOX));
            applied(shop.reserve(order("1").kit(allotted, 2)));
            assertRefused(
                    shop.reserve(order("2").kit(allotted, 1)),
                    Reason.LIMIT_REACHED,
                    "per-buyer/ann/BOX",
                    0,
                    "per-buyer");
            assertEquals(1, shop.sellable(allotted), "no buyer's limit counts");
            assertEquals(3, shop.sellable(BOX));
        }
    }

    @Test
    void sellableIsBoundByTheScarcestPartAndTheShopsFloors() {
        try (Inventory shop = shop(PurchaseLimits.channelsAllowed(Set.of("live-7"))
                .and(PurchaseLimits.perOrder(1))
                .and(PurchaseLimits.keep(4).forSkus("B"))
                .and(PurchaseLimits.keep(8).forSkus("G")))) {
            assertEquals(3, shop.sellable(BOX));
            assertEquals(3, shop.async().sellable(BOX).toCompletableFuture().join());
            applied(shop.sell(order("1").channel("live-7").line("B", 1)));
            assertEquals(2, shop.sellable(BOX));
        }
        try (Inventory shop = shop(PurchaseLimits.keep(11))) {
            assertEquals(0, shop.sellable(BOX));
        }
        try (Inventory shop = shop(PurchaseLimits.backorder(1L << 52))) {
            assertEquals(((1L << 52) + 10) / 2, shop.sellable(BOX));
        }
    }

    @Test
    void nothingIsSellableWhileAPartIsClosed() {
        try (Inventory shop = shop()) {
            applied(shop.setSaleState("1", A, SaleState.NO_NEW));
            assertEquals(0, shop.sellable(BOX));
            applied(shop.setSaleState("2", A, SaleState.OPEN));
            applied(shop.setWindow("3", A, new Window(clock.instant().plusSeconds(60), null)));
            assertEquals(0, shop.sellable(BOX));
            clock.turn(Duration.ofSeconds(60));
            assertEquals(5, shop.sellable(BOX));
            applied(shop.setSaleState("4", StockKey.of("G"), SaleState.STOPPED));
            assertEquals(5, shop.sellable(BOX), "gifts do not count");
            assertEquals(0, shop.sellable(BOX.at("elsewhere")));
            assertEquals(0, shop.sellable(BOX.part("unknown", 1)));
        }
    }

    @Test
    void whatIsSellableIsSold() {
        try (Inventory shop = shop(PurchaseLimits.keep(3).forSkus("A"))) {
            long sellable = shop.sellable(BOX);
            assertEquals(5, sellable);
            applied(shop.reserve(order("1").kit(BOX, sellable)));
            assertEquals(0, shop.sellable(BOX));
            assertEquals(0, shop.sellable(BOX.part("A", 9)));
        }
    }

    @Test
    void aKitWithoutAPartIsAMistake() {
        try (Inventory shop = shop()) {
            Kit empty = Kit.named("EMPTY").gift("G", 1);
            assertThrows(IllegalArgumentException.class, () -> order("1").kit(empty, 1));
            assertThrows(IllegalArgumentException.class, () -> shop.sellable(empty));
            assertThrows(IllegalArgumentException.class, () -> shop.async().sellable(empty));
        }
    }
}
