package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Preview;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a preview says is what a reserve at the same instant would. */
@Timeout(120)
class PreviewTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final List<Inventory> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Inventory::close);
    }

    private Inventory shop(ReservationPolicy policy) {
        Inventory shop = InventoryBuilder.over(ledger)
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(shop);
        if (shop.level(A).isEmpty()) {
            applied(shop.receive("po-a", A, 10));
            applied(shop.receive("po-b", B, 20));
        }
        return shop;
    }

    private static ReserveRequest ann(long ofA, long ofB) {
        return ReserveRequest.of("new", "ann").line("A", ofA).line("B", ofB);
    }

    private static Preview.OfLine line(Preview preview, int at) {
        return preview.lines().get(at);
    }

    private static void assertMost(long most, Reason reason, @Nullable String rule, Preview.OfLine line) {
        assertEquals(most, line.most());
        Refusal refusal = line.refusal();
        assertEquals(reason, refusal == null ? null : refusal.reason());
        assertEquals(rule, refusal == null ? null : refusal.rule());
    }

    @Test
    void whatIsThereIsSaidForEachLineAndNothingIsHeld() {
        Inventory shop = shop(PurchaseLimits.perBuyer(12).and(PurchaseLimits.keep(3)));
        ledger.seen.clear();
        ledger.calls = 0;
        Preview preview = shop.preview(ann(2, 13));
        assertEquals(List.of(), ledger.seen, "no command");
        assertEquals(2, ledger.calls, "lines and reservation; counters are not counted here");
        assertEquals(false, preview.applies());
        Refusal refusal = preview.refused().orElseThrow();
        assertEquals(Reason.LIMIT_REACHED, refusal.reason());
        assertEquals("per-buyer", refusal.rule());
        assertEquals(2, preview.lines().size());
        assertEquals(2, line(preview, 0).line().quantity());
        assertMost(7, Reason.OUT_OF_STOCK, "keep", line(preview, 0));
        assertMost(12, Reason.LIMIT_REACHED, "per-buyer", line(preview, 1));
        assertEquals(true, shop.preview(ann(7, 12)).applies());
        assertEquals(0, shop.level(A).orElseThrow().reserved());
    }

    @Test
    void packsAndLeastQuantitiesBoundWhatMayBeTaken() {
        Inventory packs = shop(PurchaseLimits.multiplesOf(6));
        assertMost(6, Reason.NOT_ALLOWED, "multiples-of", line(packs.preview(ann(6, 6)), 0));
        assertMost(18, Reason.NOT_ALLOWED, "multiples-of", line(packs.preview(ann(6, 1)), 1));
        Inventory crates = shop(PurchaseLimits.atLeast(8));
        assertMost(10, Reason.OUT_OF_STOCK, null, line(crates.preview(ann(1, 1)), 0));
        assertMost(20, Reason.OUT_OF_STOCK, null, line(crates.preview(ann(8, 30)), 1));
        Inventory more = shop(PurchaseLimits.multiplesOf(12));
        assertMost(0, Reason.NOT_ALLOWED, "multiples-of", line(more.preview(ann(1, 1)), 0));
    }

    @Test
    void whatTheBuyerHasAlreadyCounts() {
        Inventory shop = shop(PurchaseLimits.perBuyer(5).and(PurchaseLimits.ordersPerBuyer(2)));
        applied(shop.sell(ReserveRequest.of("old", "ann").line("A", 4)));
        assertMost(1, Reason.LIMIT_REACHED, "per-buyer", line(shop.preview(ann(1, 1)), 0));
        assertMost(5, Reason.LIMIT_REACHED, "per-buyer", line(shop.preview(ann(1, 1)), 1));
        applied(shop.sell(ReserveRequest.of("older", "ann").line("B", 1)));
        Preview third = shop.preview(ann(1, 1));
        assertEquals("orders-per-buyer", third.refused().orElseThrow().rule());
        assertMost(0, Reason.LIMIT_REACHED, "orders-per-buyer", line(third, 0));
    }

    @Test
    void theLimitsOfOneOrderCountThoughOnlyThePolicyKnowsThem() {
        Inventory shop = shop(PurchaseLimits.perOrder(4));
        Preview preview = shop.preview(ann(6, 2));
        assertEquals("per-order", preview.refused().orElseThrow().rule());
        assertMost(4, Reason.LIMIT_REACHED, "per-order", line(preview, 0));
        assertMost(4, Reason.LIMIT_REACHED, "per-order", line(preview, 1));
        applied(shop.sell(ReserveRequest.of("old", "bob").line("A", 4)));
        applied(shop.sell(ReserveRequest.of("older", "bob").line("A", 4)));
        assertMost(2, Reason.OUT_OF_STOCK, null, line(shop.preview(ann(6, 2)), 0));
    }

    @Test
    void aCounterThatUnitsAndOrderChargeIsReckonedAsTheRulesDo() {
        Charge both = Charge.of("both", 5);
        Inventory shop = shop((request, now, terms) -> {
            request.lines().forEach(line -> terms.chargeUnits(line.key(), "both", both));
            terms.chargeOrder("both", both);
        });
        assertMost(4, Reason.LIMIT_REACHED, "both", line(shop.preview(ann(1, 1)), 0));
    }

    @Test
    void rule_4_1_aLineThatIsNotOpenGivesNothing() {
        Inventory shop = shop(ReservationPolicy.none());
        for (SaleState state : List.of(SaleState.NO_NEW, SaleState.STOPPED)) {
            applied(shop.setSaleState("close " + state, A, state));
            Preview preview = shop.preview(ann(1, 1));
            assertEquals(Reason.NOT_OPEN, preview.refused().orElseThrow().reason());
            assertEquals("A@main", preview.refused().orElseThrow().subject());
            assertMost(0, Reason.NOT_OPEN, null, line(preview, 0));
            assertMost(20, Reason.OUT_OF_STOCK, null, line(preview, 1));
        }
        Preview unknown = shop.preview(ReserveRequest.of("new", "ann").line("none", 1));
        assertMost(0, Reason.UNKNOWN_LINE, null, line(unknown, 0));
    }

    @Test
    void whatIsNotSoldAtAllSaysSo() {
        Inventory shop = shop((request, now, terms) -> terms.refuse("members", Reason.NOT_ALLOWED, "ann", 0));
        Preview preview = shop.preview(ann(1, 1));
        assertEquals("members", preview.refused().orElseThrow().rule());
        assertMost(0, Reason.NOT_ALLOWED, "members", line(preview, 0));
    }

    @Test
    void whatNothingBoundsIsAVeryLargeNumber() {
        Inventory shop = shop((request, now, terms) ->
                request.lines().forEach(line -> terms.floor(line.key(), -Bounds.MAX_QUANTITY)));
        applied(shop.reserve(ReserveRequest.of("other", "bob").line("A", 5)));
        Preview.OfLine line = line(shop.preview(ann(1, 1)), 0);
        assertEquals(true, line.most() > Bounds.MAX_QUANTITY / 3);
        assertNull(line.refusal());
    }

    @Test
    void whatIsReplacedComesBack() {
        Inventory shop = shop(PurchaseLimits.perBuyer(8));
        applied(shop.reserve(ReserveRequest.of("cart", "ann").line("A", 8)));
        assertMost(0, Reason.LIMIT_REACHED, "per-buyer", line(shop.preview(ann(1, 1)), 0));
        assertMost(
                8,
                Reason.LIMIT_REACHED,
                "per-buyer",
                line(shop.preview(ann(1, 1).replacing("cart")), 0));
        ReserveRequest other = ReserveRequest.of("new", "ann").line("B", 1).replacing("cart");
        assertEquals(true, shop.preview(other).applies(), "though its line is not that of the cart");
        Preview none = shop.preview(ann(1, 1).replacing("none"));
        assertEquals(Reason.NOT_PENDING, none.refused().orElseThrow().reason());
    }

    @Test
    void rule_1_4_whatIsKnownOfTheIdGoesFirst() {
        Inventory shop = shop(PurchaseLimits.perBuyer(8));
        applied(shop.reserve(ann(8, 1)));
        Preview again = shop.preview(ann(8, 1));
        assertEquals(true, again.applies());
        assertEquals(true, again.replayed());
        assertMost(0, Reason.LIMIT_REACHED, "per-buyer", line(again, 0));
        assertMost(7, Reason.LIMIT_REACHED, "per-buyer", line(again, 1));
        assertEquals(
                Reason.ID_REUSED,
                shop.preview(ann(9, 1)).refused().orElseThrow().reason());
        applied(shop.giveBack("new"));
        assertEquals(
                Reason.RELEASED, shop.preview(ann(8, 1)).refused().orElseThrow().reason());
    }

    @Test
    void limitsByWindowAreThoseOfNow() {
        Inventory shop = shop(PurchaseLimits.perBuyer(2, Duration.ofHours(1)));
        applied(shop.sell(ReserveRequest.of("old", "ann").line("A", 2)));
        assertMost(0, Reason.LIMIT_REACHED, "per-buyer-window", line(shop.preview(ann(1, 1)), 0));
        clock.turn(Duration.ofHours(1));
        assertMost(2, Reason.LIMIT_REACHED, "per-buyer-window", line(shop.preview(ann(1, 1)), 0));
    }

    @Test
    void linesWithOneKeyAreJudgedAsOneAndToldByPosition() {
        Inventory shop = shop(ReservationPolicy.none());
        Preview preview = shop.preview(ann(6, 1).line("A", 6));
        assertEquals(Reason.OUT_OF_STOCK, preview.refused().orElseThrow().reason());
        assertEquals(
                List.of(6L, 1L, 6L),
                preview.lines().stream().map(line -> line.line().quantity()).toList());
        assertMost(10, Reason.OUT_OF_STOCK, null, line(preview, 2));
        assertThrows(IllegalArgumentException.class, () -> shop.preview(ReserveRequest.of("new", "ann")));
        assertThrows(IllegalArgumentException.class, () -> shop.async().preview(ReserveRequest.of("new", "ann")));
    }

    @Test
    void aDeadHoldCountsUntilItIsSwept() {
        Inventory shop = shop(ReservationPolicy.none());
        applied(shop.reserve(ReserveRequest.of("dead", "bob").line("A", 10).holdFor(MINUTE)));
        clock.turn(MINUTE);
        assertEquals(false, shop.preview(ann(1, 1)).applies());
        assertEquals(1, shop.sweep());
        assertEquals(true, shop.preview(ann(1, 1)).applies());
    }

    /** Random books and limits: the preview, and then the order itself, and one of exactly what the preview allows. */
    @Test
    void aReserveAtTheSameInstantSaysTheSame() throws Exception {
        long seed = Long.getLong("inventory.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Inventory shop = shop(PurchaseLimits.perBuyer(6)
                .and(PurchaseLimits.perOrder(5))
                .and(PurchaseLimits.ordersPerBuyer(4))
                .and(PurchaseLimits.keep(2).forSkus("B"))
                .and(PurchaseLimits.perChannel("live", 15)));
        for (int i = 0; i < 500; i++) {
            step(shop, random, i);
            ReserveRequest request = ReserveRequest.of("o" + i, "buyer-" + random.nextInt(6))
                    .line("A", 1 + random.nextInt(6))
                    .line("B", 1 + random.nextInt(4));
            if (random.nextBoolean()) {
                request = request.channel("live");
            }
            Preview preview =
                    shop.async().preview(request).toCompletableFuture().get(1, TimeUnit.MINUTES);
            String where = "inventory.test.seed=" + seed + " step " + i + ": " + preview;
            for (Preview.OfLine line : preview.lines()) {
                assertMost(shop, request.lines(List.of()), line, i, where);
            }
            Outcome outcome = shop.reserve(request);
            assertEquals(preview.refused(), outcome.refused(), where);
        }
    }

    private static void step(Inventory shop, Random random, int i) {
        StockKey key = random.nextBoolean() ? A : B;
        switch (random.nextInt(5)) {
            case 0 -> applied(shop.receive("more " + i, key, 1 + random.nextInt(4)));
            case 1 ->
                applied(shop.setSaleState("s" + i, key, random.nextBoolean() ? SaleState.NO_NEW : SaleState.STOPPED));
            case 2 -> applied(shop.setSaleState("s" + i, key, SaleState.OPEN));
            case 3 ->
                shop.move("m" + i, "damage", new Posting(key, Bucket.AVAILABLE, Bucket.DAMAGED, 1))
                        .applied();
            default -> shop.giveBack("o" + (random.nextInt(i + 1) - 1)).applied();
        }
    }

    private static void assertMost(Inventory shop, ReserveRequest empty, Preview.OfLine line, int i, String where) {
        StockKey key = line.line().key();
        String id = "try " + i + key;
        if (line.most() > 0) {
            applied(shop.reserve(empty.withId(id).line(key, line.most())));
            applied(shop.giveBack(id));
        }
        Outcome more = shop.reserve(empty.withId(id + " more").line(key, line.most() + 1));
        assertEquals(line.refusal() == null, more.applied(), where);
    }
}
