package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.refused;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.core.limits.IdentityLimit;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.MapLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits by identity, campaign and pack, whichever verb asks and whichever layers are between. */
@Timeout(120)
class LimitsByAnyoneTest {
    private static final IdentityKey KEY =
            IdentityKey.of("a key for tests".repeat(2).getBytes(StandardCharsets.UTF_8));
    private static final IdentityLimit ONE_PER_DEVICE =
            PurchaseLimits.perIdentity("device", 1, KEY).required();
    private static final ReservationPolicy RULES = ONE_PER_DEVICE
            .forSkus("A")
            .and(PurchaseLimits.campaignTotal("c", 12))
            .and(PurchaseLimits.multiplesOf(6).forSkus("WINE"));

    private final HandClock clock = new HandClock();
    private final List<Inventory> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Inventory::close);
    }

    /** A way to ask for a request. */
    private enum Verb {
        RESERVE {
            @Override
            Outcome ask(Inventory shop, ReserveRequest request) {
                return shop.reserve(request);
            }
        },
        LIST {
            @Override
            Outcome ask(Inventory shop, ReserveRequest request) {
                ReserveRequest other = ReserveRequest.of("beside " + request.id(), "b");
                return shop.reserve(List.of(other.line("NONE", 1), request)).get(1);
            }
        },
        ASYNC {
            @Override
            Outcome ask(Inventory shop, ReserveRequest request) {
                return shop.async()
                        .reserve(request)
                        .toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
            }
        },
        SELL {
            @Override
            Outcome ask(Inventory shop, ReserveRequest request) {
                return shop.sell(request);
            }
        },
        ASYNC_SELL {
            @Override
            Outcome ask(Inventory shop, ReserveRequest request) {
                return shop.async()
                        .sell(request)
                        .toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
            }
        };

        abstract Outcome ask(Inventory shop, ReserveRequest request);
    }

    private enum Store {
        MEMORY {
            @Override
            StockLedger open(HandClock clock) {
                return InMemoryLedger.create(clock);
            }
        },
        BATCHED {
            @Override
            StockLedger open(HandClock clock) {
                return new MapLedger(clock);
            }
        },
        GATED {
            @Override
            StockLedger open(HandClock clock) {
                return new FedLedger(InMemoryLedger.create(clock));
            }
        };

        abstract StockLedger open(HandClock clock);
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Store.values())
                .flatMap(store -> Stream.of(Verb.values()).map(verb -> Arguments.of(store, verb)));
    }

    private Inventory shop(StockLedger ledger, ReservationPolicy policy) {
        Inventory shop = InventoryBuilder.over(ledger)
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        open.add(shop);
        return shop;
    }

    private Inventory stocked(StockLedger ledger, ReservationPolicy policy) {
        Inventory shop = shop(ledger, policy);
        applied(shop.receive("po-A", "A", 20));
        applied(shop.receive("po-W", "WINE", 20));
        return shop;
    }

    private static ReserveRequest box(String id, String device) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", 1).identity("device", device);
    }

    private static ReserveRequest wine(String id, long bottles) {
        return ReserveRequest.of(id, "buyer of " + id).line("WINE", bottles);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aDeviceHasOneAndIsNamed(Store store, Verb verb) {
        Inventory shop = stocked(store.open(clock), RULES);
        applied(verb.ask(shop, box("o-1", "d")));
        assertEquals(
                "per-identity/device", refused(verb.ask(shop, box("o-2", "d"))).rule());
        ReserveRequest nobody = ReserveRequest.of("o-3", "b").line("A", 1);
        assertRefused(verb.ask(shop, nobody), Reason.NOT_ALLOWED, "device", 0, "per-identity/device");
        applied(verb.ask(shop, box("o-4", "e")));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void identitiesAreNoContent(Store store, Verb verb) {
        Inventory shop = stocked(store.open(clock), RULES);
        applied(verb.ask(shop, box("o-1", "d")));
        replayed(verb.ask(shop, box("o-1", "e")));
        replayed(verb.ask(shop, box("o-1", "d").identity("phone", "1")));
        // The policy refuses a request that names none, but what is known of the id goes first.
        replayed(verb.ask(shop, box("o-1", "d").identities(List.of())));
        assertEquals(
                Reason.ID_REUSED,
                reason(verb.ask(shop, box("o-1", "d").line("A", 1).identities(List.of()))));
        applied(verb.ask(shop, box("o-2", "e")));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aCampaignEndsWithItsTotal(Store store, Verb verb) {
        Inventory shop = stocked(store.open(clock), RULES);
        applied(verb.ask(shop, wine("o-1", 6)));
        applied(verb.ask(shop, box("o-2", "d")));
        assertRefused(verb.ask(shop, wine("o-3", 6)), Reason.LIMIT_REACHED, "campaign-total/c", 5, "campaign-total");
        replayed(verb.ask(shop, wine("o-1", 6)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void packsAreWholeAndAHeldOrderIsReplayed(Store store, Verb verb) {
        StockLedger ledger = store.open(clock);
        Inventory before = stocked(ledger, ReservationPolicy.none());
        Inventory after = shop(ledger, RULES);
        applied(verb.ask(before, wine("o-1", 5)));
        assertRefused(verb.ask(after, wine("o-2", 8)), Reason.NOT_ALLOWED, "WINE@main", 6, "multiples-of");
        replayed(verb.ask(after, wine("o-1", 5)));
        assertEquals(Reason.ID_REUSED, reason(verb.ask(after, wine("o-1", 4))));
        applied(verb.ask(after, wine("o-2", 6)));
    }

    /** A gate knows nothing of limits: what a policy refuses, or an id that is known, goes to the store. */
    @Test
    void aGateAnswersNeitherForAPolicyNorForAKnownId() {
        Inventory shop = stocked(new FedLedger(InMemoryLedger.create(clock)), RULES);
        applied(shop.writeOff("gone", StockKey.of("WINE"), Bucket.AVAILABLE, 14, "broken"));
        applied(shop.sell(wine("o-1", 6)));
        for (int i = 0; i < 3; i++) {
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(wine("o-2", 6))));
            assertEquals(Reason.NOT_ALLOWED, reason(shop.reserve(wine("o-3", 5))));
            replayed(shop.sell(wine("o-1", 6)));
        }
    }

    private LateConfirmation late(Inventory shop, StockLedger ledger, ReserveRequest made, ReserveRequest paid) {
        applied(shop.reserve(made));
        clock.turn(Duration.ofMinutes(15));
        ledger.expire(100);
        return shop.confirmOrReacquire(paid);
    }

    @Test
    void unitsTakenAgainCountForTheIdentityAgain() {
        StockLedger ledger = InMemoryLedger.create(clock);
        Inventory shop = stocked(ledger, RULES);
        assertInstanceOf(LateConfirmation.Reacquired.class, late(shop, ledger, box("o-1", "d"), box("o-1", "d")));
        assertEquals(
                "per-identity/device", refused(shop.reserve(box("o-2", "d"))).rule());
        assertInstanceOf(LateConfirmation.Confirmed.class, shop.confirmOrReacquire(box("o-1", "d")));
    }

    @Test
    void aLatePaymentIsLimitedByTheIdentitiesThatItNames() {
        StockLedger ledger = InMemoryLedger.create(clock);
        Inventory shop = stocked(ledger, RULES);
        applied(shop.reserve(box("o-1", "d")));
        clock.turn(Duration.ofMinutes(15));
        ledger.expire(100);
        applied(shop.reserve(box("o-2", "d")));
        LateConfirmation refused = shop.confirmOrReacquire(box("o-1", "d"));
        assertEquals(
                "per-identity/device",
                assertInstanceOf(LateConfirmation.RefundDue.class, refused)
                        .refusal()
                        .rule());
    }

    @Test
    void aLatePaymentWithoutTheIdentityIsARefundOnlyWhereOneIsRequired() {
        for (boolean required : new boolean[] {true, false}) {
            StockLedger ledger = InMemoryLedger.create(clock);
            IdentityLimit optional = PurchaseLimits.perIdentity("device", 1, KEY);
            Inventory shop = stocked(ledger, required ? optional.required() : optional);
            LateConfirmation answer =
                    late(shop, ledger, box("o-1", "d"), box("o-1", "d").identities(List.of()));
            if (required) {
                LateConfirmation.RefundDue refund = assertInstanceOf(LateConfirmation.RefundDue.class, answer);
                assertEquals(Reason.NOT_ALLOWED, refund.refusal().reason());
            } else {
                assertInstanceOf(LateConfirmation.Reacquired.class, answer);
                assertEquals(
                        "per-identity/device",
                        refused(shop.reserve(box("o-2", "d"))).rule());
            }
        }
    }

    @Test
    void aCartThatIsReplacedLeavesItsDeviceFree() {
        Inventory shop = stocked(InMemoryLedger.create(clock), RULES);
        applied(shop.reserve(box("o-1", "d")));
        applied(shop.reserve(box("o-2", "d").replacing("o-1")));
        applied(shop.confirm("o-2"));
        applied(shop.exchange(box("o-3", "d"), "o-2"));
        assertEquals(Reason.LIMIT_REACHED, reason(shop.reserve(box("o-4", "d"))));
    }

    /** Rule 1.10 for identities: the store is told a hash under the shop's key, and the shop's logs nothing at all. */
    @Test
    void nothingOfAnIdentityLeavesTheInventory() {
        String device = "device-4711";
        InMemoryLedger store = InMemoryLedger.create(clock);
        LossyLedger ledger = new LossyLedger(store);
        Inventory shop = stocked(ledger, RULES);
        applied(shop.reserve(box("o-1", device)));
        Outcome limited = shop.reserve(box("o-2", device));
        applied(shop.setSaleState("stop", StockKey.of("A"), SaleState.STOPPED));
        Outcome stopped = shop.reserve(box("o-3", device));
        List<String> texts = new ArrayList<>(List.of(limited.toString(), stopped.toString()));
        texts.add(refused(limited).subject());
        texts.add(shop.reservation("o-1").orElseThrow().toString());
        store.journal(0, 100).entries().forEach(entry -> texts.add(entry.toString()));
        int charges = 0;
        for (Object command : ledger.seen) {
            texts.add(command.toString());
            if (command instanceof Reserve reserve) {
                List<Charge> charged = reserve.lines().get(0).unitCharges();
                charges += charged.size();
                charged.forEach(charge -> texts.add(charge.counter()));
            }
        }
        assertTrue(charges >= 2, () -> "no charges were seen in " + ledger.seen);
        texts.forEach(text -> assertFalse(text.contains("4711"), text));
    }
}
