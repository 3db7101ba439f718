package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenedNodeTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** A server that is asked for a ledger several times before it gives one. */
    private LedgerServer busy(int times, Effect effect) {
        return new LedgerServer() {
            @Override
            public InetSocketAddress address() {
                return InetSocketAddress.createUnresolved("busy", 1);
            }

            @Override
            public StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through) {
                if (asked.incrementAndGet() <= times) {
                    throw new LedgerException(effect, "no connection in time", null);
                }
                return new MapLedger(clock);
            }

            @Override
            public Duration timeout() {
                return Duration.ofMillis(500);
            }

            @Override
            public boolean durable() {
                return false;
            }

            @Override
            public void kill() {}

            @Override
            public void restart() {}

            @Override
            public void close() {}
        };
    }

    private StockLedger opened(LedgerServer server) {
        return OpenedNode.of(server, "a", InstantSource.system(), server.address());
    }

    @Test
    void aLedgerThatWasNotOpenedInTimeIsOpenedAgain() {
        assertNotNull(opened(busy(3, Effect.NONE)));
        assertEquals(4, asked.get());
    }

    @Test
    void oneThatIsNeverOpenedFails() {
        assertThrows(LedgerException.class, () -> opened(busy(1_000, Effect.NONE)));
    }

    @Test
    void anOpeningThatMayHaveDoneSomethingIsNoMatterOfTime() {
        assertThrows(LedgerException.class, () -> opened(busy(1, Effect.UNKNOWN)));
        assertEquals(1, asked.get());
    }
}
