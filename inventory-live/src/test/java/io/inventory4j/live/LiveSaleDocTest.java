package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.live.SaleAlert.Role;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Suggestion;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.plan.PlanFile;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.PlannedSkuBuilder;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.live.report.PlatformOrder;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/live-sale.md. */
class LiveSaleDocTest {
    private static final String FRIDAY = """
            sku,tier,on hand,allotment,channel shares,per buyer,opens,closes
            COAT,HERO,600,200,douyin=150,2,2026-11-27T20:00:00Z,2026-11-28T20:00:00Z
            """;

    private final By anna = new By("Anna", "to show it");
    private final Instant eight = Instant.parse("2026-11-27T20:00:00Z");
    private final List<Object> shown = new ArrayList<>();
    private volatile Instant now = eight;
    private @Nullable ScheduledFuture<?> ticking;

    private void show(Object... what) {
        shown.addAll(List.of(what));
    }

    private void print(Object... words) {
        shown.add(String.join(" ", List.of(words).stream().map(Object::toString).toList()));
    }

    private void tell(Set<Role> roles, SaleAlert alert) {
        show(roles, alert);
    }

    private void remind(@Nullable String buyer, Instant end) {
        show(String.valueOf(buyer), end);
    }

    @Test
    void thePageHasTheLinesOfThisTest() throws Exception {
        String test = blanks(
                Files.readString(Path.of("src", "test", "java", "io", "inventory4j", "live", "LiveSaleDocTest.java")));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> blanks(block.group(1)))
                .toList();
        assertEquals(13, blocks.size());
        blocks.forEach(block -> assertTrue(test.contains(block), block));
    }

    private static String blanks(String text) {
        return text.replaceAll("\\s+", "").replace("Path.of(\"friday.csv\")", "file");
    }

    @Test
    void anEvening(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("friday.csv");
        Files.writeString(file, FRIDAY);
        InMemoryLedger ledger = InMemoryLedger.create(() -> now);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Inventory stock = InventoryBuilder.over(ledger).build()) {
            stock.receive("delivery-1", "COAT", 600).orThrow();
            SalePlan plan = PlanFile.of("friday").read(file);
            SaleLimits limits = plan.limits();
            try (Inventory inventory =
                    InventoryBuilder.over(ledger).policy(limits).build()) {
                LiveSale sale = LiveSale.open(inventory, plan, limits);
                sale.onAlert(alert -> tell(alert.roles(), alert));
                ticking = timer.scheduleAtFixedRate(() -> sale.tick(Clock.systemUTC()), 0, 1, TimeUnit.SECONDS);

                inventory
                        .reserve(ReserveRequest.of("order-1", "buyer-1")
                                .channel("douyin")
                                .line(sale.key("COAT", "douyin"), 1))
                        .orThrow();
                SaleOperation more = sale.perform(
                        "op-1", new By("Anna", "they ask for more"), new Action.TopUp("COAT", "douyin", 50));
                Closed closed = sale.close(new By("Anna", "the evening is over"), OpenHolds.RELEASE);
                show(more, closed);
            }
        } finally {
            assertTrue(ticking != null);
            timer.shutdownNow();
        }
        assertEquals(SaleOperation.DONE, ((SaleOperation) shown.get(0)).outcome());
        assertEquals(new Closed(0, 0, 250), shown.get(1));
    }

    @Test
    void whatATeamDoesWhileItRuns() {
        SalePlan plan = PlanFile.of("friday").read(FRIDAY.getBytes(StandardCharsets.UTF_8));
        SaleLimits limits = plan.limits();
        try (Inventory inventory =
                InventoryBuilder.inMemory().policy(limits).clock(() -> now).build()) {
            inventory.receive("delivery-1", "COAT", 600).orThrow();
            LiveSale sale = LiveSale.open(inventory, plan, limits);
            sale.perform("op-2", anna, new Action.ChangeLimit(SkuLimit.of("COAT", SkuLimit.Kind.PER_BUYER), 4));
            sale.releaseInSteps(
                    "wave",
                    anna,
                    SteppedRelease.byClock("COAT", 100, 4, eight, Duration.ofMinutes(10))
                            .forChannel("douyin"));
            assertEquals("wave-4", sale.steps().get(3).id());
            sale.onHoldEnding(Duration.ofMinutes(2), hold -> remind(hold.owner(), hold.expiresAt()));
            StockKey coat = sale.key("COAT", "douyin");
            inventory
                    .reserve(ReserveRequest.of("order-1", "buyer-1")
                            .line(coat, 4)
                            .holdFor(Duration.ofMinutes(1)))
                    .orThrow();
            sale.tick(() -> now);
            assertEquals(List.of("buyer-1", now.plusSeconds(60)), shown);
            shown.clear();

            for (int i = 0; i < 23; i++) {
                inventory
                        .reserve(ReserveRequest.of("rush-" + i, "b" + i).line(coat, 2))
                        .orThrow();
            }
            for (Suggestion suggestion : sale.view(now).suggestions()) {
                print(suggestion.kind(), suggestion.sku(), suggestion.reason(SaleLanguage.ENGLISH));
            }
            assertEquals(printed(), shown.get(0));
            assertTrue(shown.get(1).toString().startsWith("RELEASE_SAFETY COAT"), shown.toString());
            Map<StockKey, Long> counted = Map.of(coat, 175L);
            List<PlatformOrder> theirs = List.of();
            SaleReport report = sale.report(Instant.now())
                    .counts(counted)
                    .platformOrders(theirs)
                    .build();
            assertEquals(List.of(), report.discrepancies());
        }
    }

    private final Instant nine = eight.plus(Duration.ofHours(1));
    private final SalePlan two = SalePlan.of(
            "friday", goods("COAT").backup("JACKET").build(), goods("JACKET").build());

    private LiveSale open(Inventory inventory, SaleLimits limits) {
        inventory.receive("delivery-1", "COAT", 600).orThrow();
        inventory.receive("delivery-2", "JACKET", 600).orThrow();
        return LiveSale.open(inventory, two, limits);
    }

    @Test
    void eachOperationOnce() {
        SaleLimits limits = two.limits();
        try (Inventory inventory = InventoryBuilder.inMemory().policy(limits).build()) {
            LiveSale sale = open(inventory, limits);
            sale.perform("op-1", anna, new Action.Freeze("COAT", OpenHolds.HONOUR));
            sale.perform("op-2", anna, new Action.Thaw("COAT"));
            sale.perform("op-3", anna, new Action.TopUp("COAT", "douyin", 50));
            sale.perform("op-4", anna, new Action.Transfer("COAT", "tmall", "douyin", 20));
            sale.perform("op-5", anna, new Action.ReleaseSafety("COAT", "douyin", 10));
            sale.perform("op-6", anna, new Action.Announce("COAT", nine, 300));
            sale.perform("op-7", anna, new Action.SwitchToBackup("COAT"));
            sale.perform("op-8", anna, new Action.End("COAT", OpenHolds.RELEASE));
            assertTrue(
                    sale.operations().stream().allMatch(SaleOperation::done),
                    () -> sale.operations().toString());
            assertEquals(230, level(inventory, sale.ownKey("COAT", "douyin")));
            assertEquals(80, level(inventory, sale.ownKey("COAT", "tmall")));
            assertEquals(sale.ownKey("JACKET", "douyin"), sale.key("COAT", "douyin"));
        }
    }

    @Test
    void aStepAnAlertAndAPace() {
        SaleLimits limits = two.limits();
        try (Inventory inventory =
                InventoryBuilder.inMemory().policy(limits).clock(() -> now).build()) {
            LiveSale sale = open(inventory, limits);
            sale.plan("at-nine", anna, new Trigger.At(nine), new Action.TopUp("JACKET", "douyin", 50));
            sale.plan("half", anna, new Trigger.Sold("JACKET", 100), new Action.ReleaseSafety("JACKET", "douyin", 5));
            boolean inTime = sale.cancel("half", anna);
            assertTrue(inTime);
            now = nine;
            sale.tick(() -> now);
            assertEquals(200, level(inventory, sale.key("JACKET", "douyin")));

            for (int order = 0; order < 95; order++) {
                inventory
                        .sell(ReserveRequest.of("o" + order, "b" + order).line(sale.key("JACKET", "tmall"), 1))
                        .orThrow();
            }
            for (SaleAlert alert : sale.alerts()) {
                sale.acknowledge(alert.id(), new By("Li Na", "is on it"));
            }
            assertFalse(sale.alerts().isEmpty());
            assertTrue(sale.alerts().stream().allMatch(alert -> alert.acknowledgement() != null));
            Pace pace = sale.pace("JACKET", now);
            String text = pace.perMinute() + " a minute, sold out at " + pace.sellsOutAt();
            assertTrue(text.startsWith("95.0 a minute, sold out at Optional[2026-11-27T21:"), text);
        }
    }

    @Test
    void lostDemandIsKept() {
        SalePlan plan = two;
        SaleLimits limits = plan.limits();
        InMemoryLedger ledger = InMemoryLedger.create(() -> now);
        try (Inventory inventory = InventoryBuilder.over(ledger).policy(limits).build()) {
            open(inventory, limits).perform("end", anna, new Action.End("COAT", OpenHolds.RELEASE));
        }
        LostDemand counted = LostDemand.create();
        Inventory shop =
                InventoryBuilder.over(ledger).policy(limits).onRefused(counted).build();
        LiveSale kept = LiveSale.open(shop, plan, limits);
        kept.keepDemand(counted);
        assertFalse(shop.reserve(ReserveRequest.of("late", "ann").line(kept.ownKey("COAT", "tmall"), 1))
                .applied());
        // A closed inventory has told its listeners all.
        shop.close();
        assertEquals(1, counted.totals().requests());
    }

    private static long level(Inventory inventory, StockKey key) {
        return inventory.level(key).orElseThrow().available();
    }

    private static PlannedSkuBuilder goods(String sku) {
        return PlannedSku.of(sku, Tier.HERO)
                .onHand(600)
                .allotment(250)
                .channelShare("douyin", 150)
                .channelShare("tmall", 100);
    }

    @Test
    void aKitAndAPlaceInTheWaitingList() {
        SalePlan plan = SalePlan.of(
                "friday",
                PlannedSku.of("TEA", Tier.PROFIT).onHand(100).build(),
                PlannedSku.of("CUP", Tier.PROFIT).onHand(10).build(),
                PlannedSku.of("BOX", Tier.PROFIT)
                        .part("TEA", 2)
                        .part("CUP", 1)
                        .allotment(3)
                        .build());
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(plan.limits())
                .clock(() -> now)
                .build()) {
            inventory.receive("delivery-1", "TEA", 100).orThrow();
            inventory.receive("delivery-2", "CUP", 10).orThrow();
            LiveSale sale = LiveSale.open(inventory, plan);
            PlannedSku box = plan.line("BOX").orElseThrow();
            Kit kit = box.kit(sale.key("BOX", null).location());
            inventory
                    .reserve(ReserveRequest.of("order-2", "buyer-2").kit(kit, 1))
                    .orThrow();
            inventory
                    .reserve(ReserveRequest.of("order-3", "buyer-3").line(sale.key("TEA", null), 93))
                    .orThrow();

            WaitingList waiting = sale.waitingList();
            waiting.offer(Duration.ofMinutes(10), request -> request, this::write);
            ReserveRequest wish = ReserveRequest.of("order-7", "buyer-7").line(sale.key("TEA", null), 1);
            if (!inventory.reserve(wish).applied()) {
                waiting.join(wish).orThrow();
            }
            inventory.release("order-2").orThrow();
            sale.tick(() -> now);
            assertEquals(List.of(new WaitingEvent.Offered("order-7", sale.key("TEA", null), 1, now)), shown);
            inventory.confirm("order-7").orThrow();
        }
    }

    private void write(WaitingEvent event) {
        show(event);
    }

    private static String printed() {
        Matcher block = Pattern.compile("```text\n(.*?)\n```").matcher(page());
        assertTrue(block.find());
        return block.group(1);
    }

    private static String page() {
        try {
            return Files.readString(Path.of("..", "docs", "live-sale.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
