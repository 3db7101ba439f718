package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.live.Operator;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {
    private static final Instant NINE = Instant.parse("2011-11-24T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SaleClock clock = new SaleClock(NINE);
    private final Inventory inventory = InventoryBuilder.inMemory().clock(clock).build();
    private final SalePlan plan = plan();
    private final LiveSale sale = open();
    private final Operator operator = new Operator(sale, plan, inventory, clock);

    private static SalePlan plan() {
        return SalePlan.of(
                "day",
                PlannedSku.of("MUG", Tier.HERO)
                        .onHand(100)
                        .channelShare("live-room", 20)
                        .channelShare("shop", 40)
                        .build());
    }

    private LiveSale open() {
        inventory.receive("po", "MUG", 100).orThrow();
        return LiveSale.open(inventory, plan);
    }

    private Agenda agenda(Duration... events) {
        List<Event> all = List.of(events).stream()
                .map(at -> (Event) new Event.Cart("" + at, 0, "buyer", NINE.plus(at), Map.of("MUG", 1L)))
                .toList();
        return new Agenda(clock, all, Duration.ofDays(1_000_000), Tempo.UNBOUNDED);
    }

    /** How many times something else than an event happens until the agenda is empty. */
    private int rounds(Agenda agenda, Rounds rounds) throws InterruptedException {
        int[] steps = new int[2];
        boolean more = true;
        while (more) {
            more = agenda.step(event -> {
                steps[1]++;
                rounds.after(event.at());
            });
            steps[0]++;
        }
        return steps[0] - steps[1] - 1;
    }

    @Test
    void thereIsOneInTheMinuteAfterSomethingHappenedAndNoneInAGap() throws InterruptedException {
        Agenda agenda = agenda(Duration.ZERO, Duration.ofSeconds(10), Duration.ofDays(3_650));
        Rounds rounds = new Rounds(sale, operator, agenda, clock, NINE, MINUTE, false);
        assertEquals(1, rounds(agenda, rounds));
    }

    @Test
    void whereTheDayTakesItsTimeNoneIsLeftOut() throws InterruptedException {
        Agenda agenda = agenda(Duration.ZERO, Duration.ofMinutes(30));
        Rounds rounds = new Rounds(sale, operator, agenda, clock, NINE, MINUTE, true);
        assertEquals(30, rounds(agenda, rounds));
    }

    @Test
    void whatIsPlannedByTheClockIsDoneOnce() throws InterruptedException {
        Agenda agenda = agenda(Duration.ZERO, Duration.ofHours(2));
        Rounds rounds = new Rounds(sale, operator, agenda, clock, NINE, MINUTE, false);
        for (int run = 1; run <= 2; run++) {
            assertEquals(
                    NINE.plus(Duration.ofHours(1)),
                    operator.planAhead(NINE, agenda.lastEvent()).orElseThrow());
        }
        rounds.at(NINE.plus(Duration.ofHours(1)));
        rounds(agenda, rounds);
        assertEquals(1, sale.steps().size());
        assertEquals(PlannedStep.State.TAKEN, sale.steps().get(0).state());
        // 5 of 100 are withheld and 66 allotted: half of the other 29.
        assertEquals(
                20 + 14,
                inventory.level(sale.ownKey("MUG", "live-room")).orElseThrow().available());
    }
}
