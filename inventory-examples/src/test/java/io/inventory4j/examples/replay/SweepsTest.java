package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.orders.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SweepsTest {
    private static final Instant NINE = Instant.parse("2011-11-24T09:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final SaleClock clock = new SaleClock(NINE);
    private final List<String> swept = new ArrayList<>();
    private final Inventory inventory =
            Between.over(InventoryBuilder.inMemory().sweepEvery(Duration.ZERO).build(), (method, given, call) -> {
                if (method.getName().equals("sweep")) {
                    swept.add(Duration.between(NINE, clock.instant()).toString());
                }
                return call.make();
            });

    private Agenda agenda(Duration last) {
        Event end = new Event.Cart("1", 0, "buyer", NINE.plus(last), Map.of("a", 1L));
        return new Agenda(clock, List.of(end), Duration.ofDays(1_000_000), Tempo.UNBOUNDED);
    }

    private void run(Agenda agenda) throws InterruptedException {
        Crew.run(agenda, 1, event -> {}, () -> {});
    }

    @Test
    void thereIsOneAtTheFirstRegularTimeAfterEachHold() throws InterruptedException {
        Agenda agenda = agenda(Duration.ofHours(5));
        Sweeps sweeps = new Sweeps(inventory, agenda, NINE, EVERY);
        for (long seconds : new long[] {-5, 0, 1, 599, 600, 601, 1_150, 7_000}) {
            sweeps.after(NINE.plusSeconds(seconds));
        }
        run(agenda);
        assertEquals(List.of("PT0S", "PT10M", "PT20M", "PT2H"), swept);
    }

    @Test
    void aGapOfAThousandYearsCostsNoneAndAfterTheLastEventNobodySweeps() throws InterruptedException {
        Agenda agenda = agenda(Duration.ofDays(365_000));
        Sweeps sweeps = new Sweeps(inventory, agenda, NINE, EVERY);
        sweeps.after(NINE.plus(Duration.ofDays(364_999)));
        sweeps.after(NINE.plus(Duration.ofDays(365_000)).plusMillis(1));
        run(agenda);
        assertEquals(List.of("PT8759976H"), swept);
    }
}
