package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.SaleAlert.Kind;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.Suggestion;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Paces, the alert that a SKU is soon sold out, and what is suggested. */
class PaceTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T20:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofHours(2));
    private static final StockKey X = StockKey.of("A", "live/pace/x");
    private static final StockKey Y = StockKey.of("A", "live/pace/y");
    private static final StockKey B = StockKey.of("B", "live/pace");

    private Instant now = BEGIN;
    private final Inventory inventory =
            InventoryBuilder.inMemory().clock(() -> now).build();
    private int orders;

    @AfterEach
    void close() {
        inventory.close();
    }

    private LiveSale open(long onHand, long x, long y) {
        inventory.receive("po-a", "A", onHand).orThrow();
        inventory.receive("po-b", "B", 50).orThrow();
        return again(x, y);
    }

    private LiveSale again(long x, long y) {
        List<Share> shares = List.of(new Share("x", X, x), new Share("y", Y, y));
        List<Share> one = List.of(new Share(null, B, 50));
        return LiveSale.open(
                inventory,
                "pace",
                "the plan",
                List.of(line("A", shares, "B", Duration.ofMinutes(10)), line("B", one, null, null)),
                new SaleGoods(Map.of(), Map.of(), null));
    }

    private static SaleLine line(
            String sku, List<Share> shares, @Nullable String backup, @Nullable Duration paceAlert) {
        return new SaleLine(
                sku,
                false,
                StockKey.of(sku),
                shares,
                new Window(BEGIN, END),
                null,
                backup,
                List.of(20, 10, 0),
                paceAlert);
    }

    private void sell(StockKey key, long units) {
        inventory
                .sell(ReserveRequest.of("o" + orders++, "buyer").line(key, units))
                .orThrow();
    }

    private void minutes(long minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
    }

    private static List<String> paceAlerts(LiveSale sale) {
        return sale.alerts().stream()
                .filter(alert -> alert.kind() == Kind.PACE)
                .map(alert -> alert.sku() + " " + alert.minutes() + " min at "
                        + Duration.between(BEGIN, alert.at()).toMinutes())
                .toList();
    }

    @Test
    void whatIsHeldIsTakenAndWhatRunsOutIsNot() {
        LiveSale sale = open(1_000, 100, 100);
        inventory.reserve(ReserveRequest.of("h1", "ann").line(X, 10)).orThrow();
        inventory.reserve(ReserveRequest.of("h2", "bob").line(Y, 4)).orThrow();
        minutes(1);
        inventory.confirm("h1").orThrow();
        Pace pace = sale.pace("A", now);
        assertEquals(10, pace.sold());
        assertEquals(4, pace.held());
        assertEquals(14, pace.perMinute());
        assertEquals(186, pace.available());
        inventory.release("h2").orThrow();
        pace = sale.view(now).paces().get(0);
        assertEquals(0, pace.held());
        assertEquals(10, pace.perMinute());
    }

    @Test
    void againstThePlanAndTheTimeThatHasPassed() {
        LiveSale sale = open(1_000, 60, 60);
        minutes(30);
        assertEquals(PlanPace.Verdict.COLD, against(sale.pace("A", now)).verdict());
        assertEquals(30, against(sale.pace("A", now)).due());
        sell(X, 31);
        assertEquals(PlanPace.Verdict.AS_PLANNED, against(sale.pace("A", now)).verdict());
        sell(Y, 5);
        assertEquals(PlanPace.Verdict.HOT, against(sale.pace("A", now)).verdict());
    }

    private static PlanPace against(Pace pace) {
        return Objects.requireNonNull(pace.against());
    }

    @Test
    void aSkuThatSoldOutEarlyIsNotSlowAfterwards() {
        LiveSale sale = open(1_000, 60, 60);
        minutes(10);
        sell(X, 60);
        sell(Y, 60);
        minutes(100);
        PlanPace against = against(sale.pace("A", now));
        assertEquals(10, against.due());
        assertEquals(PlanPace.Verdict.HOT, against.verdict());
    }

    @Test
    void whatGoesBackAtTheCloseWasNotSold() {
        LiveSale sale = open(1_000, 60, 60);
        minutes(1);
        sell(X, 10);
        minutes(100);
        assertEquals(PlanPace.Verdict.COLD, against(sale.pace("A", now)).verdict());
        sale.close(SaleShop.ANNA, OpenHolds.RELEASE);
        assertEquals(PlanPace.Verdict.COLD, against(sale.pace("A", now)).verdict());
        PlanPace told = sale.report(now).build().paces().stream()
                .filter(pace -> pace.sku().equals("A"))
                .findFirst()
                .orElseThrow();
        assertEquals(PlanPace.Verdict.COLD, told.verdict());
        assertEquals(101, told.due(), 0.1);
    }

    @Test
    void theAlertOfThePaceComesOnceUntilThereIsTimeAgain() {
        LiveSale sale = open(1_000, 100, 100);
        LiveSale other = again(100, 100);
        sell(X, 4);
        assertEquals(List.of(), paceAlerts(sale), "the first units say nothing");
        minutes(2);
        sell(X, 6);
        // 10 in two minutes: 190 are left for 38 minutes.
        assertEquals(List.of(), paceAlerts(sale));
        sell(X, 40);
        // 50 in two minutes: 150 are left for 6 minutes.
        sell(Y, 10);
        assertEquals(List.of("A 10 min at 2"), paceAlerts(sale));

        sale.perform("more", SaleShop.ANNA, new Action.TopUp("A", "x", 800));
        minutes(1);
        sell(Y, 1);
        assertEquals(1, paceAlerts(sale).size(), "there is time again");
        sell(X, 500);
        assertEquals(List.of("A 10 min at 2", "A 10 min at 3"), paceAlerts(sale));
        assertEquals(sale.alerts(), other.alerts());
        assertTrue(sale.alerts().stream()
                .filter(alert -> alert.kind() == Kind.PACE)
                .allMatch(alert -> alert.roles().contains(SaleAlert.Role.HOST) && alert.channel() == null));
    }

    @Test
    void anAlertOfThePaceIsToldAndAcknowledgedLikeOthers() {
        LiveSale sale = open(1_000, 100, 100);
        List<String> told = new ArrayList<>();
        sale.onAlert(alert -> told.add(alert.kind() + " " + alert.minutes()));
        minutes(1);
        sell(X, 50);
        sale.tick(() -> now);
        sale.tick(() -> now);
        assertEquals(List.of("PACE 10"), told);
        SaleAlert alert = sale.acknowledge(sale.alerts().get(0).id(), SaleShop.ANNA);
        assertEquals(
                SaleShop.ANNA, Objects.requireNonNull(alert.acknowledgement()).by());
    }

    private Suggestion only(LiveSale sale, Suggestion.Kind kind) {
        List<Suggestion> found = sale.view(now).suggestions().stream()
                .filter(suggestion -> suggestion.kind() == kind)
                .toList();
        assertEquals(1, found.size(), () -> sale.view(now).suggestions().toString());
        return found.get(0);
    }

    @Test
    void nothingIsSuggestedWhereThePlanIsKept() {
        LiveSale sale = open(1_000, 60, 60);
        minutes(10);
        sell(X, 9);
        sell(Y, 10);
        sell(B, 7);
        minutes(10);
        sell(X, 1);
        sell(B, 1);
        assertEquals(List.of(), sale.view(now).suggestions());
    }

    @Test
    void topUpWhatIsMissingForTheNextHalfHour() {
        LiveSale sale = open(1_000, 100, 60);
        sell(X, 5);
        minutes(1);
        sell(X, 45);
        // 50 a minute: 1,500 in half an hour, 110 are left, and 840 in the shop's stock.
        Suggestion suggestion = only(sale, Suggestion.Kind.TOP_UP);
        assertEquals(840, suggestion.units());
        assertEquals(new Action.TopUp("A", "x", 840), suggestion.action());
        assertEquals(
                "50.0 a minute are taken, 110 are left: 1390 are missing for the next 30 minutes."
                        + " The shop's stock has 840.",
                suggestion.reason(SaleLanguage.ENGLISH));
        assertTrue(suggestion.reason(SaleLanguage.CHINESE).contains("1390"));
        assertEquals(
                new Action.SwitchToBackup("A"),
                only(sale, Suggestion.Kind.PROMOTE_BACKUP).action());
        sale.perform("as-said", SaleShop.ANNA, Objects.requireNonNull(suggestion.action()));
        assertEquals(
                0,
                sale.view(now).suggestions().stream()
                        .filter(other -> other.kind() == Suggestion.Kind.TOP_UP)
                        .count());
    }

    @Test
    void moveFromTheSlowChannelToTheFastOne() {
        LiveSale sale = open(200, 60, 140);
        minutes(50);
        sell(X, 40);
        minutes(1);
        sell(X, 5);
        now = END.minus(Duration.ofMinutes(3));
        sell(X, 10);
        minutes(1);
        sell(X, 2);
        // 12 in five minutes on x: 4.8 in the last two, and 3 are left there; y sells nothing.
        Suggestion suggestion = only(sale, Suggestion.Kind.TRANSFER);
        assertEquals(new Action.Transfer("A", "y", "x", suggestion.units()), suggestion.action());
        assertEquals(2, suggestion.units());
    }

    @Test
    void aFastSkuIsBroughtForwardAndASlowOneSkipped() {
        LiveSale sale = open(1_000, 400, 400);
        minutes(30);
        sell(X, 150);
        sell(Y, 150);
        minutes(6);
        assertEquals("A", only(sale, Suggestion.Kind.BRING_FORWARD).sku());
        Suggestion skip = only(sale, Suggestion.Kind.SKIP);
        assertEquals("B", skip.sku());
        assertNull(skip.action());
        assertEquals("0 were taken where 15 were due by the plan; 50 are left.", skip.reason(SaleLanguage.ENGLISH));
    }

    @Test
    void whatIsSoldOutHasABackupUntilItIsSwitched() {
        LiveSale sale = open(20, 10, 10);
        sell(X, 10);
        sell(Y, 10);
        minutes(8);
        Suggestion suggestion = only(sale, Suggestion.Kind.PROMOTE_BACKUP);
        sale.perform("switch", SaleShop.ANNA, Objects.requireNonNull(suggestion.action()));
        assertEquals(
                0,
                sale.view(now).suggestions().stream()
                        .filter(other -> other.sku().equals("A"))
                        .count());
    }

    @Test
    void noMoreUnitsThanTheCapAllows() {
        SalePlan plan = SalePlan.of(
                "capped",
                PlannedSku.of("A", Tier.HERO)
                        .onHand(1_000)
                        .allotment(60)
                        .cap(80L)
                        .backup("B")
                        .build(),
                PlannedSku.of("B", Tier.HERO).onHand(60).allotment(50).build());
        SaleLimits limits = plan.limits();
        try (Inventory capped =
                InventoryBuilder.inMemory().policy(limits).clock(() -> now).build()) {
            capped.receive("po-a", "A", 1_000).orThrow();
            capped.receive("po-b", "B", 60).orThrow();
            LiveSale sale = LiveSale.open(capped, plan, limits);
            StockKey key = sale.key("A", null);
            for (int order = 0; order < 25; order++) {
                capped.sell(ReserveRequest.of("o" + order, "b" + order).line(key, 2))
                        .orThrow();
            }
            // 50 a minute are taken, 10 are left; of 80 that may be sold, 30 are not.
            Suggestion more = only(sale, Suggestion.Kind.TOP_UP);
            assertEquals(new Action.TopUp("A", null, 20), more.action());
            String reason = more.reason(SaleLanguage.ENGLISH);
            assertTrue(reason.contains("By its cap 30 more may be taken."), reason);

            sale.perform("less", SaleShop.ANNA, new Action.ChangeLimit(SkuLimit.of("A", SkuLimit.Kind.CAP), 50));
            List<Suggestion> suggestions = sale.view(now).suggestions();
            assertEquals(
                    List.of(Suggestion.Kind.PROMOTE_BACKUP),
                    suggestions.stream().map(Suggestion::kind).toList());
            assertEquals(
                    "All 50 of its cap are taken. Its backup B has 50.",
                    suggestions.get(0).reason(SaleLanguage.ENGLISH));
        }
    }

    @Test
    void nothingIsSuggestedBeforeTheWindowAndAfterTheEnd() {
        LiveSale sale = open(1_000, 10, 10);
        sell(X, 10);
        assertTrue(!sale.view(now).suggestions().isEmpty());
        now = END;
        assertEquals(List.of(), sale.view(now).suggestions());
        assertEquals(List.of(), sale.view(BEGIN.minusSeconds(1)).suggestions());
    }
}
