package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.faults.SaleStock;
import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connection of a call is cut at its first message, at its second, and so on to the last. The exception must say
 * correctly what became of the call, and the call sent again must give the first outcome.
 */
class CutConnectionTest {
    /** What became of a call. The later it is cut, the later in this order. */
    private enum Fate {
        NONE,
        UNKNOWN,
        ANSWERED
    }

    static Stream<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (DatabaseKind kind : DatabaseKind.values()) {
            for (Direction direction : Direction.values()) {
                ways.add(Arguments.of(kind, direction, false));
                ways.add(Arguments.of(kind, direction, true));
            }
        }
        return ways.stream();
    }

    @ParameterizedTest(name = "{0} {1} mixed={2}")
    @MethodSource("ways")
    @Timeout(120)
    void aCallIsCutAtEveryMessage(DatabaseKind kind, Direction direction, boolean mixed) throws InterruptedException {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        try (StockLedger direct = server.node(schema, server.address())) {
            SaleStock.fill(direct);
            Cuts cuts = new Cuts(server, schema, direct);
            int cut = 0;
            while (cuts.one(cut, direction, mixed)) {
                cut++;
            }
            cuts.check(direction);
            System.out.println("cut: " + kind + " " + direction + " messages=" + cut + " reported " + cuts.reported());
        }
    }

    private static final class Cuts {
        private final FragileServer server;
        private final StockLedger direct;
        private final StockLedger cut;
        private final AtomicReference<DataSource> source;
        private final List<String> ids = new ArrayList<>();
        private final List<String> never = new ArrayList<>();
        private final List<Fate> fates = new ArrayList<>();
        private int found;
        private int moved;

        Cuts(FragileServer server, JdbcSchema schema, StockLedger direct) {
            this.server = server;
            this.direct = direct;
            source = new AtomicReference<>(server.database().dataSource(server.address()));
            cut = JdbcLedger.builder(switched(source))
                    .schema(schema)
                    .notifying(false)
                    .build();
        }

        /** A source that can lead to another server from one call to the next. */
        private static DataSource switched(AtomicReference<DataSource> source) {
            return (DataSource) Proxy.newProxyInstance(
                    Cuts.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                        try {
                            return method.invoke(source.get(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }

        /** Cuts a call after this number of messages; false if it has no more messages than that. */
        boolean one(int after, Direction direction, boolean mixed) throws InterruptedException {
            List<Command> batch = batch(after, mixed);
            // A proxy of its own and no pool, so that only the messages of this call are counted.
            try (TcpProxy proxy = TcpProxy.to(
                    server.address(), WireProtocols.of(server.database().kind()))) {
                source.set(server.database().dataSource(proxy.address()));
                proxy.inject(new WireFault(direction, after, Action.CUT));
                Fate fate;
                try {
                    cut.apply(batch);
                    fate = Fate.ANSWERED;
                } catch (LedgerException e) {
                    fate = e.effect() == Effect.NONE ? Fate.NONE : Fate.UNKNOWN;
                }
                boolean happened = proxy.awaitFault(Duration.ofMillis(1));
                if (happened || fate != Fate.ANSWERED) {
                    fates.add(fate);
                }
                resolve(batch, fate, after);
                return happened;
            }
        }

        private List<Command> batch(int number, boolean mixed) {
            // The same lines each time, so that there are as many messages.
            String id = "order " + number;
            ids.add(id);
            if (!mixed) {
                return List.of(SaleStock.cart(id, 0));
            }
            String older = "older " + number;
            ids.add(older);
            assertTrue(SaleStock.apply(direct, SaleStock.cart(older, 0)).applied());
            Posting posting = new Posting(StockKey.of("A"), Bucket.AVAILABLE, Bucket.DAMAGED, 1);
            return List.of(
                    SaleStock.cart(id, 0),
                    Move.of("move " + number, "inspection", posting),
                    SaleStock.settle(older, Transition.CONFIRM));
        }

        private void resolve(List<Command> batch, Fate fate, int number) {
            if (fate == Fate.NONE && number % 2 == 0) {
                never.add("order " + number);
                return;
            }
            List<Outcome> again = direct.apply(batch);
            long replayed = again.stream()
                    .filter(outcome -> outcome instanceof Outcome.Applied applied && applied.replayed())
                    .count();
            assertTrue(again.stream().allMatch(Outcome::applied), () -> "I3: " + again);
            if (fate == Fate.UNKNOWN) {
                assertTrue(replayed == 0 || replayed == batch.size(), () -> "half done: " + again);
                found += replayed > 0 ? 1 : 0;
            } else {
                assertEquals(fate == Fate.NONE ? 0 : batch.size(), replayed, () -> fate + ", but then " + again);
            }
            moved += batch.size() > 1 ? 1 : 0;
        }

        Map<Fate, Long> reported() {
            return fates.stream().collect(Collectors.groupingBy(fate -> fate, TreeMap::new, Collectors.counting()));
        }

        void check(Direction direction) {
            for (String id : never) {
                assertTrue(direct.reservation(ReservationId.of(id)).isEmpty(), id + " was reported as NONE");
            }
            assertEquals(fates.stream().sorted().toList(), fates, "a later cut was reported as an earlier one");
            assertTrue(
                    fates.contains(Fate.NONE) && fates.contains(Fate.UNKNOWN),
                    () -> "not every fate occurred: " + reported());
            if (direction == Direction.TO_CLIENT) {
                assertTrue(found > 0, "no call was cut after its commit");
            }
            SaleStock.check(direct, ids);
            assertEquals(moved, direct.levels(List.of(StockKey.of("A"))).get(0).damaged(), "units moved");
        }
    }
}
