package io.inventory4j.core.limits;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.refused;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.SettleRequest;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many units a single order may have: no fewer than some, and whole packs only. */
class OrderQuantityTest extends LimitedShop {
    private static final StockKey A_STORE = StockKey.of("A", "store");

    @Test
    void atLeastRefusesFewerOfASkuOverAllLocations() {
        try (Inventory shop = shop(PurchaseLimits.atLeast(6))) {
            assertRefused(buy(shop, "b", "A", 5), Reason.NOT_ALLOWED, "A@main", 6, "at-least");
            applied(buy(shop, "b", "A", 6));
            applied(buy(shop, "b", "A", 7));
            applied(shop.reserve(order("b").line(A_STORE, 2).line("B", 6).line("A", 4)));
            ReserveRequest few = order("b").line("B", 6).line(A_STORE, 2).line("A", 3);
            assertRefused(shop.reserve(few), Reason.NOT_ALLOWED, "A@store", 6, "at-least");
        }
    }

    @Test
    void linesOfOneKeyAreSummedFirst() {
        try (Inventory shop = shop(PurchaseLimits.multiplesOf(6))) {
            applied(shop.reserve(order("b").line("A", 5).line("A", 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,6", "5,6", "7,6", "11,6", "13,12", "17,12"})
    void multiplesOfNamesTheWholePacksThatTheOrderMayHave(long units, long instead) {
        try (Inventory shop = shop(PurchaseLimits.multiplesOf(6))) {
            assertRefused(buy(shop, "b", "A", units), Reason.NOT_ALLOWED, "A@main", instead, "multiples-of");
            applied(buy(shop, "b", "A", instead));
            ReserveRequest twoPlaces = order("b").line("A", units).line(A_STORE, 12 - units % 6);
            applied(shop.reserve(twoPlaces));
        }
    }

    @Test
    void acrossSkusAPackMayBeMixed() {
        try (Inventory shop = shop(PurchaseLimits.multiplesOf(6).acrossSkus().forSkus("A", "B"))) {
            applied(shop.reserve(order("b").line("A", 4).line("B", 2).line("C", 1)));
            ReserveRequest seven = order("b").line("C", 1).line("A", 4).line("B", 3);
            assertRefused(shop.reserve(seven), Reason.NOT_ALLOWED, "A@main", 6, "multiples-of");
        }
    }

    @Test
    void anOrderWithoutTheSkuIsNotJudged() {
        try (Inventory shop = shop(PurchaseLimits.atLeast(6).forSkus("A"))) {
            applied(buy(shop, "b", "B", 1));
            assertEquals(
                    "A@main",
                    refused(shop.reserve(order("b").line("B", 1).line("A", 1))).subject());
        }
    }

    @Test
    void everyRuleIsAskedAndTheFirstThatRefusesIsNamed() {
        try (Inventory shop = shop(
                PurchaseLimits.atLeast(12).and(PurchaseLimits.multiplesOf(6)).and(PurchaseLimits.perOrder(24)))) {
            assertEquals("at-least", refused(buy(shop, "b", "A", 6)).rule());
            assertEquals("multiples-of", refused(buy(shop, "b", "A", 13)).rule());
            assertEquals("per-order", refused(buy(shop, "b", "A", 30)).rule());
            applied(buy(shop, "b", "A", 24));
        }
    }

    @Test
    void aHeldOrderIsReplayedUnderARuleThatCameLater() {
        InMemoryLedger ledger = InMemoryLedger.create(clock);
        try (Inventory before = InventoryBuilder.over(ledger).build();
                Inventory after = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.atLeast(6))
                        .build()) {
            applied(before.receive("po", "A", 10));
            ReserveRequest few = order("b").line("A", 2);
            applied(before.reserve(few));
            replayed(after.reserve(few));
            assertEquals(Reason.NOT_ALLOWED, refused(buy(after, "b", "A", 2)).reason());
            assertEquals(
                    Reason.ID_REUSED, refused(after.reserve(few.line("A", 1))).reason());
            applied(after.release(few.id()));
            assertEquals(Reason.RELEASED, refused(after.reserve(few)).reason());
        }
    }

    @Test
    void whatIsGivenBackInPartIsNotJudged() {
        try (Inventory shop = shop(PurchaseLimits.multiplesOf(6))) {
            ReserveRequest order = order("b").line("A", 6);
            applied(shop.reserve(order));
            applied(shop.release(SettleRequest.of(order.id()).id("one back").line("A", 1)));
            replayed(shop.reserve(order));
        }
    }

    @Test
    void sumsBeyondWhatOneNumberMayBeAreJudgedToo() {
        ReserveRequest huge = order("b").line("A", Bounds.MAX_QUANTITY).line(A_STORE, Bounds.MAX_QUANTITY);
        assertEquals(
                Bounds.MAX_QUANTITY - 3,
                refusal(PurchaseLimits.multiplesOf(4), huge).remaining());
        assertEquals(null, judged(PurchaseLimits.multiplesOf(2), huge));
        assertEquals(null, judged(PurchaseLimits.atLeast(Bounds.MAX_QUANTITY), huge));
    }

    private static Refusal refusal(PurchaseRule rule, ReserveRequest request) {
        return Objects.requireNonNull(judged(rule, request));
    }

    private static @Nullable Refusal judged(PurchaseRule rule, ReserveRequest request) {
        ReservationTerms terms = new ReservationTerms();
        rule.judge(request, Instant.EPOCH, terms);
        return terms.refusal();
    }

    @Test
    void aPackHasOneUnitOrMore() {
        List<Runnable> wrong = List.of(
                () -> PurchaseLimits.atLeast(0),
                () -> PurchaseLimits.atLeast(1L << 53),
                () -> PurchaseLimits.multiplesOf(0),
                () -> PurchaseLimits.multiplesOf(1L << 53));
        for (Runnable factory : wrong) {
            assertThrows(IllegalArgumentException.class, factory::run);
        }
    }
}
