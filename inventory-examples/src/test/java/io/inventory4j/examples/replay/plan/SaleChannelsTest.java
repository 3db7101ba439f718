package io.inventory4j.examples.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaleChannelsTest {
    /** Pinned: a sale that goes on with a newer program must find its orders on the same channels. */
    @Test
    void anOrderHasTheSameChannelForEver() {
        assertEquals("live-room", SaleChannels.of("577001"));
        assertEquals("partner", SaleChannels.of("577003"));
        assertEquals("partner", SaleChannels.of("红/2"));
    }

    @Test
    void ordersAreSpreadOverAllChannels() {
        Map<String, Integer> orders = new HashMap<>();
        IntStream.range(577_000, 586_000).forEach(order -> orders.merge(SaleChannels.of("" + order), 1, Integer::sum));
        assertEquals(3, orders.size());
        orders.values().forEach(some -> assertTrue(Math.abs(some - 3_000) < 300, orders::toString));
    }

    @Test
    void sharesAddUp() {
        for (long units : new long[] {0, 1, 2, 3, 10, 101, 1_000_003}) {
            for (int percent : new int[] {0, 1, 30, 50, 99}) {
                Map<String, Long> shares = SaleChannels.split(units, percent);
                assertEquals(
                        units,
                        shares.values().stream().mapToLong(Long::longValue).sum(),
                        shares::toString);
                assertEquals(units * percent / 100, shares.get(SaleChannels.LIVE_ROOM));
                assertTrue(shares.values().stream().allMatch(share -> share >= 0), shares::toString);
            }
        }
    }
}
