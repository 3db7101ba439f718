package io.inventory4j.examples.replay.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Inventory;
import io.inventory4j.SafetyStock;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.SaleAlert;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator does about the alerts of a small sale. */
class OperatorTest {
    private static final String ROOM = "live-room";
    private static final String SHOP = "shop";

    private final TurnedClock clock = new TurnedClock();
    private final Inventory inventory =
            InventoryBuilder.inMemory().clock(clock).sweepEvery(Duration.ZERO).build();
    private final Instant closes = clock.instant().plus(Duration.ofHours(1));

    /** 100 mugs: 5 withheld, 60 allotted, 35 on the shelf. Cups in their place; of spoons, more will come. */
    private final SalePlan plan = SalePlan.of(
            "day",
            PlannedSku.of("MUG", Tier.HERO)
                    .onHand(100)
                    .allotment(60)
                    .channelShare(ROOM, 20)
                    .channelShare(SHOP, 40)
                    .alerts(20, 10, 0)
                    .paceAlert(null)
                    .closesAt(closes)
                    .backup("CUP")
                    .build(),
            PlannedSku.of("CUP", Tier.PROFIT).onHand(50).build(),
            PlannedSku.of("SPOON", Tier.PROFIT)
                    .onHand(20)
                    .replenishment(30, closes.plus(Duration.ofDays(1)))
                    .build());

    private LiveSale sale = open();
    private int orders;

    private LiveSale open() {
        plan.lines()
                .forEach(line -> inventory
                        .receive("po-" + line.sku(), line.sku(), line.supply().onHand())
                        .orThrow());
        return LiveSale.open(inventory, plan);
    }

    @BeforeEach
    void begin() {
        clock.advance(Duration.ofMinutes(1));
    }

    private Operator operator() {
        return new Operator(sale, plan, inventory, clock);
    }

    private void sell(String sku, String channel, long units) {
        ReserveRequest order = ReserveRequest.of("order-" + orders++, "buyer")
                .line(sale.ownKey(sku, channel), units)
                .channel(channel);
        inventory.reserve(order).orThrow();
        inventory.confirm(order.id()).orThrow();
        clock.advance(Duration.ofSeconds(2));
    }

    /** What was done since the last time, after the operator has looked. */
    private List<Action> done() {
        int before = sale.operations().size();
        sale.tick(clock);
        operator().react();
        clock.advance(Duration.ofSeconds(2));
        List<SaleOperation> all = sale.operations();
        return all.subList(before, all.size()).stream()
                .map(SaleOperation::action)
                .toList();
    }

    @Test
    void atTwentyPercentHalfOfTheShelfComesIfItWillNotLast() {
        sell("MUG", ROOM, 16);
        assertEquals(List.of(new Action.TopUp("MUG", ROOM, 18)), done());
        assertEquals(List.of(), done(), "an alert is answered once");
        assertEquals("topped up", word(sale.alerts().get(0)));
    }

    @Test
    void atTwentyPercentNothingComesIfItLastsUntilTheEnd() {
        sell("MUG", ROOM, 15);
        done();
        clock.advance(Duration.ofMinutes(40));
        sell("MUG", ROOM, 1);
        assertEquals(List.of(), done());
        assertEquals("lasts at this pace", word(last()));
    }

    /** What the operator said of an alert. */
    private static String word(SaleAlert alert) {
        return Objects.requireNonNull(alert.acknowledgement()).by().why();
    }

    private SaleAlert last() {
        List<SaleAlert> alerts = sale.alerts();
        return alerts.get(alerts.size() - 1);
    }

    @Test
    void atTenPercentTheSafetyStockIsReleased() {
        sell("MUG", SHOP, 36);
        assertEquals(List.of(new Action.ReleaseSafety("MUG", SHOP, 5)), done());
    }

    @Test
    void soldOutTakesTheShelfThenTheSafetyStockThenASlowChannelThenTheBackup() {
        sell("MUG", ROOM, 20);
        assertEquals(List.of(new Action.TopUp("MUG", ROOM, 35)), done());
        sell("MUG", ROOM, 35);
        assertEquals(List.of(new Action.ReleaseSafety("MUG", ROOM, 5)), done());
        sell("MUG", ROOM, 5);
        assertEquals(List.of(new Action.Transfer("MUG", SHOP, ROOM, 20)), done());
        sell("MUG", ROOM, 20);
        assertEquals(List.of(new Action.Transfer("MUG", SHOP, ROOM, 10)), done());
        sell("MUG", SHOP, 10);
        assertEquals(List.of(new Action.Transfer("MUG", ROOM, SHOP, 5)), done());
        sell("MUG", ROOM, 5);
        sell("MUG", SHOP, 5);
        assertEquals(List.of(new Action.SwitchToBackup("MUG")), done());
        assertEquals("CUP", sale.key("MUG", ROOM).sku());
    }

    /** Nobody sees to what nothing can be done about. */
    @Test
    void anArticleThatHasNothingInItsPlaceIsLeft() {
        sell(
                "CUP",
                SHOP,
                inventory.level(sale.ownKey("CUP", SHOP)).orElseThrow().available());
        assertEquals(List.of(), done());
        assertNull(last().acknowledgement());
    }

    /** Over all channels it sells so fast that it will soon be gone: the one that has least gets some. */
    @Test
    void whatSellsFastIsToppedUp() {
        PlannedSku fast = PlannedSku.of("JAR", Tier.HERO)
                .onHand(100)
                .safety(SafetyStock.units(0))
                .allotment(60)
                .channelShare(ROOM, 30)
                .channelShare(SHOP, 30)
                .paceAlert(Duration.ofMinutes(10))
                .build();
        inventory.receive("po-JAR", "JAR", 100).orThrow();
        SalePlan other = SalePlan.of("fast", fast);
        sale = LiveSale.open(inventory, other);
        for (int order = 0; order < 10; order++) {
            sell("JAR", SHOP, 1);
            clock.advance(Duration.ofSeconds(10));
        }
        sale.tick(clock);
        new Operator(sale, other, inventory, clock).react();
        assertEquals(
                List.of(new Action.TopUp("JAR", SHOP, 20)),
                sale.operations().stream().map(SaleOperation::action).toList());
    }

    @Test
    void ofWhatHasNoBackupTheReplenishmentIsAnnounced() {
        long all = inventory.level(sale.ownKey("SPOON", SHOP)).orElseThrow().available();
        sell("SPOON", SHOP, all);
        assertEquals(List.of(new Action.Announce("SPOON", closes.plus(Duration.ofDays(1)), 30)), done());
    }

    @Test
    void whatComesBackIsSoldAgainInThePlaceOfTheBackup() {
        soldOutTakesTheShelfThenTheSafetyStockThenASlowChannelThenTheBackup();
        inventory.cancel("order-0").orThrow();
        clock.advance(Duration.ofSeconds(2));
        inventory.cancel("order-1").orThrow();
        assertEquals(List.of(new Action.Thaw("MUG")), done());
        assertEquals("MUG", sale.key("MUG", ROOM).sku());
    }

    /** As by an operator whose process was killed before it acknowledged, and one that goes on. */
    @Test
    void anotherOperatorDoesNothingTwice() {
        sell("MUG", ROOM, 20);
        sale.tick(clock);
        String id = "on." + last().id() + ".top";
        sale.perform(id, new By("operator", "the shelf has some"), new Action.TopUp("MUG", ROOM, 35));
        clock.advance(Duration.ofSeconds(2));
        sale = LiveSale.open(inventory, plan);
        assertEquals(List.of(), done());
        assertEquals(35, inventory.level(sale.ownKey("MUG", ROOM)).orElseThrow().available());
    }

    @Test
    void afterTheEndAlertsAreSeenAndNothingIsDone() {
        sell("MUG", ROOM, 20);
        operator().close();
        assertEquals(List.of(), done());
        assertEquals(0, inventory.level(sale.ownKey("MUG", SHOP)).orElseThrow().available());
    }
}
