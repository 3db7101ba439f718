package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.SaleStock;
import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A COMMIT is stalled on the wire for longer than its caller waits, and then lands. */
class LateCommitTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    /** A commit, but not READ COMMITTED. */
    private static final Pattern COMMIT = Pattern.compile("COMMIT(?!TED)");

    private static final ReservationId ID = ReservationId.of("late");

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aLateCommitCountsOnceWhenItIsSentAgain(DatabaseKind kind) throws Exception {
        late(kind, (ledger, cart, proxy) -> {
            proxy.heal();
            Eventually.is("the commit lands", () -> ledger.reservation(ID).isPresent());
            Outcome again = SaleStock.apply(ledger, cart);
            assertTrue(again instanceof Outcome.Applied applied && applied.replayed(), () -> "I3: " + again);
        });
    }

    /** The late transaction locks the id until it ends; an acknowledged release is final. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aReleaseOfTheIdMakesALateCommitFinal(DatabaseKind kind) throws Exception {
        late(kind, (ledger, cart, proxy) -> {
            assertFalse(released(ledger), "the id is locked");
            proxy.heal();
            Eventually.is("the id is released", () -> released(ledger));
            Outcome again = SaleStock.apply(ledger, cart);
            assertEquals(Reason.RELEASED, again.refused().orElseThrow().reason(), () -> "2.9: " + again);
        });
    }

    /** The server ends the transaction before the COMMIT arrives. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aCommitThatNeverLandsTakesNothing(DatabaseKind kind) throws Exception {
        late(kind, (ledger, cart, proxy) -> {
            proxy.cut();
            Eventually.is("the id is released", () -> released(ledger));
            Outcome again = SaleStock.apply(ledger, cart);
            assertEquals(Reason.RELEASED, again.refused().orElseThrow().reason(), () -> "2.9: " + again);
        });
    }

    private static boolean released(StockLedger ledger) {
        try {
            return SaleStock.apply(ledger, SaleStock.settle(ID.value(), Transition.RELEASE))
                    .applied();
        } catch (LedgerException e) {
            return false;
        }
    }

    private interface Then {
        void run(StockLedger ledger, Reserve cart, TcpProxy proxy) throws Exception;
    }

    private static void late(DatabaseKind kind, Then then) throws Exception {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        Reserve cart = SaleStock.cart(ID.value(), 0);
        AtomicReference<@Nullable TcpProxy> armed = new AtomicReference<>();
        try (TcpProxy proxy = TcpProxy.to(server.address(), stallingCommit(WireProtocols.of(kind), armed));
                StockLedger ledger = node(server, server.address(), schema);
                StockLedger slow = node(server, proxy.address(), schema)) {
            SaleStock.fill(ledger);
            armed.set(proxy);
            LedgerException lost = assertThrows(LedgerException.class, () -> SaleStock.apply(slow, cart));
            assertEquals(Effect.UNKNOWN, lost.effect());
            assertTrue(proxy.awaitFault(Duration.ofMillis(1)), "no COMMIT was seen");
            assertTrue(ledger.reservation(ID).isEmpty(), "it has landed already");
            then.run(ledger, cart, proxy);
            SaleStock.check(ledger, List.of(ID.value()));
        }
    }

    private static StockLedger node(FragileServer server, InetSocketAddress through, JdbcSchema schema) {
        return PooledLedger.over(server.database().url(through), schema, options -> options.timeout(TIMEOUT));
    }

    /** The protocol, which stalls the next message that commits on the proxy, if one is set. */
    private static Messages stallingCommit(Messages protocol, AtomicReference<@Nullable TcpProxy> armed) {
        return (bytes, from, to) -> {
            int length = protocol.length(bytes, from, to);
            if (length > 0 && from + length <= to) {
                String message = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
                TcpProxy proxy = COMMIT.matcher(message).find() ? armed.getAndSet(null) : null;
                if (proxy != null) {
                    proxy.inject(new WireFault(Direction.TO_SERVER, 0, Action.STALL));
                }
            }
            return length;
        };
    }
}
