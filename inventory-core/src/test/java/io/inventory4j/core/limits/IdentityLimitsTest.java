package io.inventory4j.core.limits;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.refused;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.Identity;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits by what a buyer may be known by beside his name. */
class IdentityLimitsTest extends LimitedShop {
    private static final IdentityKey KEY = key("0123456789abcdef");

    private static IdentityKey key(String secret) {
        return IdentityKey.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String kind, String value) {
        return KEY.hash(new Identity(kind, value));
    }

    private ReserveRequest order(String buyer, String device, String sku, long units) {
        return order(buyer).line(sku, units).identity("device", device);
    }

    @Test
    void perIdentityCountsEachSkuWhoeverBuys() {
        try (Inventory shop = shop(PurchaseLimits.perIdentity("device", 3, KEY))) {
            applied(shop.reserve(order("b", "d", "A", 2)));
            String counter = "per-identity/device/" + hash("device", "d") + "/A";
            assertRefused(
                    shop.reserve(order("c", "d", "A", 2)), Reason.LIMIT_REACHED, counter, 1, "per-identity/device");
            ReserveRequest elsewhere =
                    order("c").line(StockKey.of("A", "store"), 2).identity("device", "d");
            assertEquals(Reason.LIMIT_REACHED, reason(shop.reserve(elsewhere)));
            applied(shop.reserve(order("c", "d", "A", 1)));
            applied(shop.reserve(order("c", "d", "B", 3)));
            applied(shop.reserve(order("b", "e", "A", 3)));
            assertEquals(3, shop.used(counter));
        }
    }

    @Test
    void eachIdentityOfTheKindCountsAndOneThatIsNamedTwiceCountsOnce() {
        try (Inventory shop = shop(PurchaseLimits.perIdentity("card", 2, KEY))) {
            applied(shop.reserve(order("b").line("A", 1).identity("card", "1").identity("card", "2")));
            applied(shop.reserve(order("b").line("A", 1).identity("card", "2").identity("card", "2")));
            assertEquals(1, shop.used("per-identity/card/" + hash("card", "1") + "/A"));
            assertEquals(2, shop.used("per-identity/card/" + hash("card", "2") + "/A"));
            ReserveRequest one = order("c").line("A", 1).identity("card", "1").identity("card", "2");
            assertEquals(
                    "per-identity/card/" + hash("card", "2") + "/A",
                    refused(shop.reserve(one)).subject());
            applied(shop.reserve(order("c").line("A", 1).identity("card", "1")));
            assertEquals(Reason.LIMIT_REACHED, reason(shop.reserve(one)));
        }
    }

    @Test
    void equalValuesOfTwoKindsDoNotShareACounter() {
        try (Inventory shop =
                shop(PurchaseLimits.perIdentity("phone", 1, KEY).and(PurchaseLimits.perIdentity("card", 1, KEY)))) {
            applied(shop.reserve(order("b").line("A", 1).identity("phone", "4711")));
            applied(shop.reserve(order("b").line("A", 1).identity("card", "4711")));
            assertEquals(
                    Reason.LIMIT_REACHED,
                    reason(shop.reserve(order("b").line("A", 1).identity("phone", "4711"))));
        }
    }

    @Test
    void aKindCannotTakeTheNameOfAnother() {
        try (Inventory shop = shop(PurchaseLimits.perIdentity("a/b", 1, KEY))) {
            applied(shop.reserve(order("b").line("A", 1).identity("a/b", "x")));
            assertEquals(1, shop.used("per-identity/a%2Fb/" + hash("a/b", "x") + "/A"));
        }
    }

    @Test
    void aRequestWithoutTheKindIsNotLimitedUnlessItIsRequired() {
        IdentityLimit limit = PurchaseLimits.perIdentity("device", 1, KEY);
        try (Inventory shop = shop(limit);
                Inventory strict = shop(limit.required().forSkus("A", "B"))) {
            applied(buy(shop, "b", "A", 5));
            applied(shop.reserve(order("b").line("A", 5).identity("phone", "d")));
            assertRefused(buy(strict, "b", "A", 1), Reason.NOT_ALLOWED, "device", 0, "per-identity/device");
            Outcome other = strict.reserve(order("b").line("B", 1).identity("phone", "d"));
            assertRefused(other, Reason.NOT_ALLOWED, "device", 0, "per-identity/device");
            applied(strict.reserve(order("b", "d", "A", 1)));
            assertEquals(Reason.LIMIT_REACHED, reason(strict.reserve(order("b", "d", "A", 1))));
            applied(buy(strict, "b", "C", 5));
        }
    }

    @Test
    void requiredStaysWhenARuleIsNarrowedOrWidened() {
        IdentityLimit required = PurchaseLimits.perIdentity("device", 3, KEY).required();
        for (IdentityLimit limit : List.of(
                required.forSkus("A"),
                required.forSkus(Set.of("A")),
                required.acrossSkus(),
                required.required(),
                PurchaseLimits.perIdentity("device", 3, KEY).forSkus("A").required(),
                PurchaseLimits.perIdentity("device", 3, KEY).acrossSkus().required())) {
            try (Inventory shop = shop(limit)) {
                assertEquals(Reason.NOT_ALLOWED, reason(buy(shop, "b", "A", 1)));
                applied(shop.reserve(order("b", "d", "A", 3)));
                assertEquals(Reason.LIMIT_REACHED, reason(shop.reserve(order("b", "d", "A", 1))));
            }
        }
    }

    @Test
    void perIdentityAcrossSkusCountsTheWhole() {
        try (Inventory shop = shop(PurchaseLimits.perIdentity("device", 3, KEY).acrossSkus())) {
            applied(shop.reserve(order("b", "d", "A", 1).line("B", 1)));
            applied(shop.reserve(order("c", "d", "C", 1)));
            String counter = "per-identity/device/" + hash("device", "d");
            assertRefused(
                    shop.reserve(order("e", "d", "A", 1)), Reason.LIMIT_REACHED, counter, 0, "per-identity/device");
        }
    }

    @Test
    void perIdentityInAWindowBeginsAnewWithTheNextWindow() {
        try (Inventory shop = shop(PurchaseLimits.perIdentity("device", 2, Duration.ofHours(1), KEY))) {
            applied(shop.sell(order("b", "d", "A", 2)));
            assertRefused(
                    shop.reserve(order("c", "d", "A", 1)),
                    Reason.LIMIT_REACHED,
                    "per-identity-window/PT1H/2025-11-11T10:00:00Z/device/" + hash("device", "d") + "/A",
                    0,
                    "per-identity-window/device");
            clock.turn(Duration.ofMinutes(30));
            applied(shop.reserve(order("c", "d", "A", 2)));
        }
    }

    @Test
    void perIdentityAndDayFollowsTheZonesMidnight() {
        IdentityLimit limit = PurchaseLimits.perIdentityAndDay("device", 1, ZoneId.of("Asia/Shanghai"), KEY);
        try (Inventory shop = shop(limit)) {
            applied(shop.reserve(order("b", "d", "A", 1)));
            String counter = "per-identity-day/Asia%2FShanghai/2025-11-11/device/" + hash("device", "d") + "/A";
            assertRefused(
                    shop.reserve(order("c", "d", "A", 1)), Reason.LIMIT_REACHED, counter, 0, "per-identity-day/device");
            clock.turn(Duration.ofMinutes(330));
            applied(shop.reserve(order("c", "d", "A", 1)));
        }
    }

    @Test
    void perIdentityInACampaignCountsUnderItsOwnNameOnItsOwnSkus() {
        IdentityLimit limit = PurchaseLimits.perIdentityInCampaign("11/11", "device", 2, KEY, Set.of("A", "B"));
        try (Inventory shop = shop(limit)) {
            applied(shop.reserve(order("b", "d", "A", 2).line("B", 2).line("C", 5)));
            String counter = "campaign-identity/11%2F11/device/" + hash("device", "d") + "/A";
            assertRefused(
                    shop.reserve(order("c", "d", "A", 1)),
                    Reason.LIMIT_REACHED,
                    counter,
                    0,
                    "campaign-identity/device");
        }
    }

    @Test
    void aCampaignAcrossSkusOutlivesAChangeOfItsSkus() {
        InMemoryLedger ledger = InMemoryLedger.create();
        try (Inventory before = campaign(ledger, Set.of("A"));
                Inventory after = campaign(ledger, Set.of("A", "B"))) {
            applied(before.receive("po-A", "A", 10));
            applied(before.receive("po-B", "B", 10));
            applied(before.reserve(order("b", "d", "A", 2)));
            assertEquals(Reason.LIMIT_REACHED, reason(after.reserve(order("c", "d", "B", 1))));
        }
    }

    private static Inventory campaign(InMemoryLedger ledger, Set<String> skus) {
        return InventoryBuilder.over(ledger)
                .policy(PurchaseLimits.perIdentityInCampaign("c", "device", 2, KEY, skus)
                        .acrossSkus())
                .build();
    }

    @Test
    void anotherKeyBeginsNewCountsAndGivesOldOnesBack() {
        IdentityLimit old = PurchaseLimits.perIdentity("device", 2, KEY);
        IdentityLimit fresh = PurchaseLimits.perIdentity("device", 2, key("fedcba9876543210"));
        InMemoryLedger ledger = InMemoryLedger.create(clock);
        try (Inventory before = InventoryBuilder.over(ledger).policy(old).build();
                Inventory both =
                        InventoryBuilder.over(ledger).policy(old.and(fresh)).build();
                Inventory after = InventoryBuilder.over(ledger).policy(fresh).build()) {
            applied(before.receive("po", "A", 10));
            ReserveRequest first = order("b", "d", "A", 2);
            applied(before.reserve(first));
            replayed(after.reserve(first));
            assertEquals(Reason.LIMIT_REACHED, reason(both.reserve(order("c", "d", "A", 1))));
            applied(after.reserve(order("c", "d", "A", 2)));
            applied(after.release(first.id()));
            assertEquals(0, ledger.used("per-identity/device/" + hash("device", "d") + "/A"));
            assertEquals(Reason.LIMIT_REACHED, reason(after.reserve(order("c", "d", "A", 1))));
        }
    }

    /** Names that are cut by a hash still tell kinds and values apart, and have nothing of the value. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void namesOfAnyLengthAreCounted(int length) {
        String kind = "/".repeat(length);
        String value = "v".repeat(length);
        try (Inventory shop = shop(PurchaseLimits.perIdentity(kind, 1, KEY))) {
            applied(shop.reserve(order("b").line("A", 1).identity(kind, value)));
            String subject = refused(shop.reserve(order("c").line("A", 1).identity(kind, value)))
                    .subject();
            assertFalse(subject.contains("/" + value), subject);
            assertEquals(1, shop.used(subject));
            applied(shop.reserve(order("c").line("B", 1).identity(kind, value)));
            applied(shop.reserve(order("c").line("A", 1).identity(kind, "w")));
        }
    }

    @Test
    void whatIsOutOfBoundsIsRefusedWhenARuleIsMade() {
        List<Runnable> wrong = List.of(
                () -> PurchaseLimits.perIdentity("", 1, KEY),
                () -> PurchaseLimits.perIdentity("x".repeat(201), 1, KEY),
                () -> PurchaseLimits.perIdentity("device", -1, KEY),
                () -> PurchaseLimits.perIdentity("device", 1L << 53, KEY),
                () -> PurchaseLimits.perIdentity("device", 1, Duration.ZERO, KEY),
                () -> PurchaseLimits.perIdentityInCampaign("", "device", 1, KEY),
                () -> PurchaseLimits.perIdentity("device", 1, KEY).forSkus(""));
        for (Runnable factory : wrong) {
            assertThrows(IllegalArgumentException.class, factory::run);
        }
    }

    @Test
    void onlyRulesWithWindowsNeedTheTime() {
        assertTrue(PurchaseLimits.perIdentity("device", 1, KEY).timeless());
        assertTrue(PurchaseLimits.perIdentityInCampaign("c", "device", 1, KEY).timeless());
        assertFalse(PurchaseLimits.perIdentity("device", 1, Duration.ofHours(1), KEY)
                .required()
                .forSkus("A")
                .timeless());
    }
}
