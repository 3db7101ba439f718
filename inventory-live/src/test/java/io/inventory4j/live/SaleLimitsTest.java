package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.plan.SkuLimit.Kind;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits that are changed while the sale runs: on the node that changes them at once, on others by their next tick. */
class SaleLimitsTest {
    private static final By ANNA = new By("Anna", "to test it");
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    /** Coats by channel with every limit; hats from the shop's own stock, by their share of it; gloves without any. */
    private static final SalePlan PLAN = SalePlan.of(
            "limits",
            PlannedSku.of("COAT", Tier.HERO)
                    .onHand(1_000)
                    .allotment(500)
                    .channelShare("room 7", 20)
                    .orderMaximum(5L)
                    .perBuyer(6L)
                    .perChannel("room 7", 20)
                    .cap(100L)
                    .build(),
            PlannedSku.of("HAT", Tier.LONG_TAIL).onHand(100).allotment(10).build(),
            PlannedSku.of("GLOVE", Tier.HERO).onHand(100).build());

    private static final class Node implements AutoCloseable {
        private final SaleLimits limits = PLAN.limits();
        private final Inventory inventory;
        private final LiveSale sale;
        private int orders;
        private final String name;

        Node(StockLedger ledger, String name) {
            this.name = name;
            inventory = InventoryBuilder.over(ledger).policy(limits).build();
            for (PlannedSku line : PLAN.lines()) {
                inventory
                        .receive("po-" + line.sku(), line.key(), line.supply().onHand())
                        .orThrow();
            }
            sale = LiveSale.open(inventory, PLAN, limits);
            sale.perform("more-there", ANNA, new Action.TopUp("COAT", "room 7", 200));
        }

        Optional<Reason> sell(String sku, String buyer, long units) {
            Outcome outcome = inventory.sell(
                    ReserveRequest.of(name + orders++, buyer).channel("room 7").line(sale.key(sku, "room 7"), units));
            return outcome.refused().map(refusal -> refusal.reason());
        }

        void change(String id, SkuLimit limit, long units) {
            assertEquals(
                    "done",
                    sale.perform(id, ANNA, new Action.ChangeLimit(limit, units)).outcome());
        }

        void tick() {
            sale.tick(() -> NOW);
        }

        @Override
        public void close() {
            inventory.close();
        }
    }

    private static final Optional<Reason> SOLD = Optional.empty();
    private static final Optional<Reason> LIMITED = Optional.of(Reason.LIMIT_REACHED);

    private final StockLedger ledger = InMemoryLedger.create();
    private final Node one = new Node(ledger, "one");
    private final Node two = new Node(ledger, "two");

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void aLimitOfOneOrder() {
        assertEquals(Optional.of(Reason.LIMIT_REACHED), one.sell("COAT", "ann", 6));
        one.change("more", SkuLimit.of("COAT", Kind.ORDER_MAXIMUM), 6);
        assertEquals(SOLD, one.sell("COAT", "ann", 6));

        assertEquals(LIMITED, two.sell("COAT", "bob", 6));
        two.tick();
        assertEquals(SOLD, two.sell("COAT", "bob", 6));
    }

    @Test
    void whatABuyerBoughtBeforeCountsOn() {
        assertEquals(SOLD, one.sell("COAT", "ann", 4));
        one.change("fewer", SkuLimit.of("COAT", Kind.PER_BUYER), 3);
        assertEquals(LIMITED, one.sell("COAT", "ann", 1));
        assertEquals(SOLD, one.sell("COAT", "bob", 3));

        two.tick();
        two.change("more", SkuLimit.of("COAT", Kind.PER_BUYER), 5);
        one.tick();
        assertEquals(SOLD, one.sell("COAT", "ann", 1));
        assertEquals(LIMITED, one.sell("COAT", "ann", 1));
    }

    @Test
    void aChannelAndAnotherOneWithoutALimit() {
        for (int i = 0; i < 4; i++) {
            assertEquals(SOLD, one.sell("COAT", "buyer-" + i, 5));
        }
        assertEquals(LIMITED, one.sell("COAT", "ann", 1));
        one.change("more", SkuLimit.ofChannel("COAT", "room 7"), 22);
        assertEquals(SOLD, one.sell("COAT", "ann", 2));
        assertEquals(LIMITED, one.sell("COAT", "bob", 1));
        assertEquals(
                new SkuLimit("COAT", Kind.CHANNEL, "room 7"),
                ((Action.ChangeLimit) two.sale.operations().get(1).action()).limit());
    }

    @Test
    void theCapOfStockThatIsNotKeptApart() {
        assertEquals(StockKey.of("HAT"), one.sale.key("HAT", null));
        assertEquals(SOLD, one.sell("HAT", "ann", 10));
        assertEquals(LIMITED, one.sell("HAT", "bob", 1));
        one.change("more", SkuLimit.of("HAT", Kind.CAP), 15);
        assertEquals(SOLD, one.sell("HAT", "bob", 5));
        one.change("none", SkuLimit.of("HAT", Kind.CAP), 0);
        assertEquals(LIMITED, one.sell("HAT", "cid", 1));
    }

    @Test
    void ofSeveralChangesTheLastOneStaysAlsoForANodeThatComesLater() {
        one.change("first", SkuLimit.of("COAT", Kind.PER_BUYER), 1);
        one.change("second", SkuLimit.of("COAT", Kind.PER_BUYER), 2);
        one.change("first", SkuLimit.of("COAT", Kind.PER_BUYER), 1);
        assertEquals(SOLD, one.sell("COAT", "ann", 2));
        try (Node three = new Node(ledger, "three")) {
            assertEquals(LIMITED, three.sell("COAT", "ann", 1));
            assertEquals(SOLD, three.sell("COAT", "bob", 2));
        }
    }

    @Test
    void aStepThatIsPlannedAhead() {
        one.sale.plan(
                "at-eight",
                ANNA,
                new Trigger.At(NOW),
                new Action.ChangeLimit(SkuLimit.of("COAT", Kind.ORDER_MAXIMUM), 1));
        two.tick();
        assertEquals(LIMITED, two.sell("COAT", "ann", 2));
        one.tick();
        assertEquals(LIMITED, one.sell("COAT", "ann", 2));
        assertEquals(SOLD, one.sell("COAT", "ann", 1));
    }

    @Test
    void whatIsNotCountedFromTheBeginningIsNoLimit() {
        Action.ChangeLimit change = new Action.ChangeLimit(SkuLimit.of("GLOVE", Kind.PER_BUYER), 1);
        assertThrows(IllegalArgumentException.class, () -> one.sale.perform("x", ANNA, change));
        assertThrows(IllegalArgumentException.class, () -> one.sale.plan("x", ANNA, new Trigger.At(NOW), change));
        SkuLimit other = SkuLimit.ofChannel("COAT", "another");
        assertThrows(
                IllegalArgumentException.class, () -> one.sale.perform("x", ANNA, new Action.ChangeLimit(other, 1)));
        assertEquals(0, one.sale.operations().size() - 1);
        assertThrows(IllegalArgumentException.class, () -> new SkuLimit("COAT", Kind.CHANNEL, null));
        assertThrows(IllegalArgumentException.class, () -> new SkuLimit("COAT", Kind.CAP, "room 7"));
    }

    @Test
    void aSaleThatWasOpenedWithoutItsLimitsCannotChangeThem() {
        LiveSale without = LiveSale.open(one.inventory, PLAN);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> without.perform("x", ANNA, new Action.ChangeLimit(SkuLimit.of("COAT", Kind.CAP), 1)));
        assertNotNull(refused.getMessage());
        one.change("fewer", SkuLimit.of("COAT", Kind.PER_BUYER), 1);
        without.tick(() -> NOW);
        assertEquals(2, without.operations().size());
    }
}
