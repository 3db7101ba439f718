package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Preview;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a preview says of lines that choose. */
@Timeout(60)
class FlexiblePreviewTest {
    private static Inventory shop(ReservationPolicy policy) {
        Inventory shop = InventoryBuilder.inMemory()
                .policy(policy)
                .clock(new HandClock())
                .sweepEvery(Duration.ZERO)
                .build();
        applied(shop.receive("a", "A", 3));
        applied(shop.receive("b", "B", 5));
        applied(shop.receive("g", "G", 2));
        return shop;
    }

    private static ReserveRequest ann() {
        return ReserveRequest.of("new", "ann");
    }

    private static List<List<Long>> granted(Preview preview) {
        return preview.lines().stream().map(line -> line.granted().units()).toList();
    }

    private static List<Long> most(Preview preview) {
        return preview.lines().stream().map(Preview.OfLine::most).toList();
    }

    @Test
    void aSplitLineMayHaveWhatItsOpenSourcesHave() {
        try (Inventory shop = shop(ReservationPolicy.none())) {
            Preview preview = shop.preview(ann().spread(2, "NOWHERE", "B"));
            assertEquals(List.of(List.of(0L, 2L)), granted(preview));
            assertEquals(List.of(5L), most(preview));
            applied(shop.setSaleState("stop", StockKey.of("A"), SaleState.STOPPED));
            assertEquals(List.of(5L), most(shop.preview(ann().spread(2, "A", "B"))));
        }
    }

    /** From three units on, the rule leaves out the source that has them. */
    @Test
    void fewerUnitsMayComeFromMoreSources() {
        try (Inventory shop = shop(PurchaseLimits.perOrder(2).forSkus("B"))) {
            applied(shop.receive("c", "C", 1));
            assertEquals(List.of(2L), most(shop.preview(ann().spread(1, "B", "C"))));
            assertEquals(List.of(2L), most(shop.preview(ann().spread(9, "C", "B"))));
            assertEquals(List.of(3L), most(shop.preview(ann().spread(1, "B", "A"))));
        }
    }

    @Test
    void theRefusalIsWhatAnOrderForOneMoreIsTold() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2))) {
            applied(shop.receive("c", "C", 1));
            Preview.OfLine line =
                    shop.preview(ann().spread(1, "C", "B")).lines().get(0);
            long most = line.most();
            Refusal told =
                    shop.reserve(ann().spread(most + 1, "C", "B")).refused().orElseThrow();
            assertEquals(told, line.refusal());
            applied(shop.reserve(ann().spread(most, "C", "B")));
        }
    }

    @Test
    void eachLineSaysWhatItWouldBeGrantedAndWhatItMayHaveAtMost() {
        try (Inventory shop = shop(ReservationPolicy.none())) {
            ReserveRequest request =
                    ann().upTo("G", 9).spread(4, "A", "B").line("B", 1).firstOf(2, "A", "B");
            Preview preview = shop.preview(request);
            assertTrue(preview.applies());
            assertEquals(
                    request.lines(),
                    preview.lines().stream().map(Preview.OfLine::line).toList());
            assertEquals(List.of(List.of(2L), List.of(3L, 1L), List.of(1L), List.of(0L, 2L)), granted(preview));
            assertEquals(List.of(2L, 8L, 5L, 5L), most(preview));
            Outcome.Applied held = applied(shop.reserve(request));
            assertEquals(held.granted(request).stream().map(Grant::units).toList(), granted(preview));
            Preview repeated = shop.preview(request);
            assertTrue(repeated.replayed());
            assertEquals(granted(preview), granted(repeated));
        }
    }

    @Test
    void whatIsRefusedIsGrantedNothing() {
        try (Inventory shop = shop(ReservationPolicy.none())) {
            Preview preview = shop.preview(ann().upTo("G", 1).firstOf(6, "A", "B"));
            assertEquals(Reason.OUT_OF_STOCK, preview.refused().orElseThrow().reason());
            assertEquals(List.of(List.of(0L), List.of(0L, 0L)), granted(preview));
            assertEquals(List.of(2L, 5L), most(preview));
        }
    }

    @Test
    void limitsAndRulesBoundEachSource() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2)
                .forSkus("B")
                .and(PurchaseLimits.channelsAllowed(Set.of("web")).forSkus("G"))
                .and(PurchaseLimits.perOrder(2).forSkus("A")))) {
            Preview preview =
                    shop.preview(ann().upTo("G", 1).firstOf(1, "A", "B").spread(1, "B", "G"));
            assertEquals(List.of(0L, 2L, 2L), most(preview));
            assertEquals(
                    "channel-allowed",
                    Objects.requireNonNull(preview.lines().get(0).refusal()).rule());
            assertEquals(List.of(List.of(0L), List.of(1L, 0L), List.of(1L, 0L)), granted(preview));
        }
    }

    /** Seeded: what a preview says is what an order then gets. */
    @Test
    void aPreviewIsTrueOfTheOrderThatFollows() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ReservationPolicy policy = PurchaseLimits.perBuyer(1 + random.nextInt(6))
                    .and(PurchaseLimits.keep(random.nextInt(3)))
                    .and(PurchaseLimits.perOrder(2 + random.nextInt(6)).forSkus("A"));
            try (Inventory shop = shop(policy)) {
                for (int i = 0; i < 6; i++) {
                    ReserveRequest request = random(random, "o" + i);
                    Preview preview = shop.preview(request);
                    String where = "seed " + seed + ": " + request;
                    Outcome outcome = shop.reserve(request);
                    assertEquals(outcome.refused(), preview.refused(), where);
                    if (outcome instanceof Outcome.Applied applied) {
                        assertEquals(
                                applied.granted(request).stream()
                                        .map(Grant::units)
                                        .toList(),
                                granted(preview),
                                where);
                    }
                    if (random.nextBoolean()) {
                        assertTrue(shop.giveBack(request.id()).applied() || !outcome.applied(), where);
                    }
                }
            }
        }
    }

    private static ReserveRequest random(Random random, String id) {
        ReserveRequest request = ReserveRequest.of(id, "ann");
        List<StockKey> keys = List.of(StockKey.of("A"), StockKey.of("B"), StockKey.of("G"), StockKey.of("none"));
        if (random.nextBoolean()) {
            request = request.line(keys.get(random.nextInt(3)), 1 + random.nextInt(2));
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<StockKey> sources = keys.subList(random.nextInt(2), 2 + random.nextInt(3));
            request = switch (random.nextInt(3)) {
                case 0 -> request.line(RequestLine.firstOf(1 + random.nextInt(4), sources));
                case 1 -> request.line(RequestLine.spread(1 + random.nextInt(4), sources));
                default -> request.upTo(keys.get(random.nextInt(4)), 1 + random.nextInt(3));
            };
        }
        return request;
    }
}
