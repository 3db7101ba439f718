package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.ExpiredReservation;
import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.Subscription;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 11.6: a shop hears of each hold that has run out, so that it can close the order. */
@Timeout(60)
class ExpiryListenersTest {
    private static final Duration HOLD = Duration.ofMinutes(15);

    private final HandClock clock = new HandClock();
    private final HandAlarm alarm = new HandAlarm(clock);
    private final HandExecutor callbacks = new HandExecutor();
    private final InMemoryLedger server = InMemoryLedger.create(clock);
    private final List<ExpiredReservation> heard = new ArrayList<>();

    private InventoryBuilder over(StockLedger ledger) {
        return InventoryBuilder.over(ledger)
                .clock(clock)
                .alarm(alarm)
                .sweepEvery(Duration.ZERO)
                .callbackExecutor(callbacks);
    }

    private void hold(Inventory inventory, String... orders) {
        applied(inventory.receive("A for " + orders[0], "A", orders.length));
        applied(inventory.receive("B for " + orders[0], "B", orders.length));
        for (String order : orders) {
            applied(inventory.reserve(
                    ReserveRequest.of(order, "ann").line("A", 1).line("B", 1)));
        }
    }

    private static List<String> ids(List<ExpiredReservation> some) {
        return some.stream().map(ExpiredReservation::id).toList();
    }

    @Test
    void rule_11_6_everyNodeHearsOfEachReservationOnceHoweverManyLinesItHas() {
        List<ExpiredReservation> second = new ArrayList<>();
        try (Inventory first = over(server).onExpired(heard::add).build();
                Inventory other = over(server).onExpired(second::add).build()) {
            hold(first, "o1", "o2", "o3");
            applied(first.confirm("o2"));
            clock.turn(HOLD);
            Instant sweep = clock.instant();
            assertEquals(2, other.sweep());
            clock.turn(Duration.ofMinutes(1));
            callbacks.runAll();
            assertEquals(List.of("o1", "o3"), ids(heard));
            assertEquals(List.of("o1", "o3"), ids(second));
            assertEquals(sweep, heard.get(0).at());
            Reservation reservation = heard.get(0).reservation();
            assertEquals(first.reservation("o1").orElseThrow(), reservation);
            assertEquals(ReservationState.EXPIRED, reservation == null ? null : reservation.state());
        }
    }

    @Test
    void rule_11_6_whatIsReleasedOtherwiseHasNotExpired() {
        try (Inventory inventory = over(server).onExpired(heard::add).build()) {
            hold(inventory, "o1");
            applied(inventory.release("o1"));
            clock.turn(HOLD);
            assertEquals(0, inventory.sweep());
            callbacks.runAll();
            assertEquals(List.of(), heard);
        }
    }

    @Test
    void rule_11_6_withoutAFeedTheNodeThatSweptHearsOfIt() {
        List<ExpiredReservation> second = new ArrayList<>();
        try (Inventory first =
                        over(new LossyLedger(server)).onExpired(heard::add).build();
                Inventory other =
                        over(new LossyLedger(server)).onExpired(second::add).build()) {
            hold(first, "o1", "o2");
            clock.turn(HOLD);
            assertEquals(2, first.sweep());
            callbacks.runAll();
            assertEquals(List.of("o1", "o2"), ids(heard));
            assertEquals(List.of(), second);
            assertEquals(0, other.sweep());
        }
    }

    @Test
    void rule_11_6_theListenerIsCalledOnceTheReservationCanBeRead() {
        LossyLedger lossy = new LossyLedger(server);
        try (Inventory inventory = over(new FedLedger(server, lossy)).build()) {
            FedLedger fed = new FedLedger(server, lossy);
            try (Inventory listening = over(fed).onExpired(heard::add).build()) {
                hold(inventory, "o1");
                clock.turn(HOLD);
                assertEquals(1, inventory.sweep());
                fed.deliver();
                lossy.loseAfter(0, LossyLedger.Loss.CALL);
                callbacks.runAll();
                assertEquals(List.of(), heard);
                Health.Worker failing =
                        listening.health().worker(Health.EXPIRY_LISTENERS).orElseThrow();
                assertEquals(1, failing.failuresInARow());
                assertEquals(1, failing.waiting());
                lossy.loseNothing();
                alarm.turn(Duration.ofSeconds(1));
                callbacks.runAll();
                assertEquals(List.of("o1"), ids(heard));
                assertEquals(
                        0,
                        listening
                                .health()
                                .worker(Health.EXPIRY_LISTENERS)
                                .orElseThrow()
                                .failuresInARow());
            }
        }
    }

    @Test
    void rule_11_6_aReservationThatIsForgottenMeanwhileIsStillReported() {
        try (Inventory inventory = over(server).onExpired(heard::add).build()) {
            hold(inventory, "o1");
            clock.turn(HOLD);
            assertEquals(1, inventory.sweep());
            server.purge(Duration.ZERO, 100);
            callbacks.runAll();
            assertEquals(List.of("o1"), ids(heard));
            assertNull(heard.get(0).reservation());
            assertNull(heard.get(0).owner());
        }
    }

    @Test
    void rule_11_8_moreThanCanWaitAreAllHeardOf() {
        int many = 2 * 10_000 + 1;
        String[] orders = IntStream.range(0, many).mapToObj(i -> "o" + i).toArray(String[]::new);
        try (Inventory inventory = over(server).onExpired(heard::add).build()) {
            hold(inventory, orders);
            callbacks.runAll();
            clock.turn(HOLD);
            assertEquals(many, inventory.sweep());
            callbacks.runAll();
            assertEquals(
                    many, heard.stream().map(ExpiredReservation::id).distinct().count());
            assertEquals(many, heard.size());
            assertEquals(
                    0,
                    inventory
                            .health()
                            .worker(Health.EXPIRY_LISTENERS)
                            .orElseThrow()
                            .dropped());
        }
    }

    @Test
    void aClosedRegistrationHearsNothingMore() {
        try (Inventory inventory = over(server).build()) {
            Subscription subscription = inventory.onExpired(heard::add);
            hold(inventory, "o1");
            subscription.close();
            clock.turn(HOLD);
            assertEquals(1, inventory.sweep());
            callbacks.runAll();
            assertEquals(List.of(), heard);
        }
    }
}
