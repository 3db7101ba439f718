package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.faults.SocketServer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Servers, and clients of servers, that are right as long as nothing fails. */
public final class ServerBugs {
    private ServerBugs() {}

    /** A client that takes a lost answer for a command that never went out. */
    public static SocketServer unknownReportedAsNone() {
        return new SocketServer((namespace, clock) -> new MapLedger(clock)) {
            @Override
            public StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through) {
                return new ForwardingLedger(super.connect(namespace, clock, through)) {
                    @Override
                    public List<Outcome> apply(List<? extends Command> batch) {
                        try {
                            return super.apply(batch);
                        } catch (LedgerException e) {
                            throw new LedgerException(Effect.NONE, "no answer", e);
                        }
                    }
                };
            }
        };
    }

    /** A server that answers before its last commits are on disk. */
    public static SocketServer acknowledgedBeforeDurable() {
        List<Unflushed> ledgers = new CopyOnWriteArrayList<>();
        return new SocketServer((namespace, clock) -> {
            Unflushed ledger = new Unflushed(clock);
            ledgers.add(ledger);
            return ledger.proxy();
        }) {
            @Override
            public void kill() {
                super.kill();
                ledgers.forEach(Unflushed::lose);
            }
        };
    }

    /** A ledger that can lose its last few commands: it starts anew and applies all others again. */
    private static final class Unflushed implements InvocationHandler {
        /** Twice the number of shoppers: however many were under way, some of these were acknowledged. */
        private static final int LOST = 12;

        private static final Set<String> WRITES = Set.of("apply", "expire", "shipConfirmed", "purge");

        private record Write(Method method, List<@Nullable Object> arguments) {}

        private final InstantSource clock;
        private final List<Write> writes = new ArrayList<>();
        private StockLedger ledger;

        Unflushed(InstantSource clock) {
            this.clock = clock;
            ledger = new MapLedger(clock);
        }

        StockLedger proxy() {
            return (StockLedger) Proxy.newProxyInstance(
                    StockLedger.class.getClassLoader(), new Class<?>[] {StockLedger.class}, this);
        }

        @Override
        public synchronized @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                Object answer = method.invoke(ledger, arguments);
                if (arguments != null && WRITES.contains(method.getName()) && changed(answer)) {
                    writes.add(new Write(method, Arrays.asList(arguments)));
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        /** Losing a refusal or a replay cannot be seen, so only commands that changed something count. */
        private static boolean changed(@Nullable Object answer) {
            return !(answer instanceof List<?> outcomes) || !outcomes.stream().allMatch(Unflushed::idle);
        }

        private static boolean idle(Object outcome) {
            return outcome instanceof Outcome.Refused || (outcome instanceof Outcome.Applied it && it.replayed());
        }

        synchronized void lose() {
            ledger = new MapLedger(clock);
            writes.subList(Math.max(0, writes.size() - LOST), writes.size()).clear();
            try {
                for (Write write : writes) {
                    write.method().invoke(ledger, write.arguments().toArray());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
