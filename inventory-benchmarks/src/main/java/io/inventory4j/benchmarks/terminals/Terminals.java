package io.inventory4j.benchmarks.terminals;

import static io.inventory4j.benchmarks.measure.Contest.key;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import io.inventory4j.Inventory;
import io.inventory4j.Subscription;
import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.benchmarks.measure.Statistics;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.feed.LevelStreamHandler;
import io.inventory4j.live.feed.ShownLevel;
import io.inventory4j.live.feed.StreamTerms;
import io.inventory4j.live.feed.Visibility;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A sale in memory of which terminals see every level: listeners in the process, which share one thread, and clients of
 * Server-Sent Events on loopback, in the same process too. Beside it the same sale without terminals. It makes 10,000
 * changes of levels a second, or as many as it can. The terminals see all buckets, so that they see each change.
 */
public final class Terminals {
    private static final int PER_SECOND = 10_000;
    private static final int MEASURED_ONE_IN = 10;
    private static final String ALONE = "sale-alone";

    /** What the inventory itself does for the first listener. */
    private static final String PLAIN = "one-plain-listener";

    private final Plan plan;
    private final int terminals;
    private final List<Histogram> toListeners = new ArrayList<>();
    private final List<Histogram> toStreams = new ArrayList<>();

    private Terminals(Plan plan) {
        this.plan = plan;
        terminals = plan.pick(10, 100, 100);
    }

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("memory")) {
            results.skip("terminals", "the command line leaves it out");
            return;
        }
        // Read once, when the first server starts; without it, small packets wait for others.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        for (boolean paced : new boolean[] {true, false}) {
            new Terminals(plan.turns(plan.pick(1.0, 10.0, 1.0))).contest(paced, results);
        }
        results.add(StuckReader.measure(plan));
    }

    private void contest(boolean paced, Results results) throws Exception {
        String bench = paced ? "terminals-" + PER_SECOND : "terminals-flat-out";
        int sellers = RoomSale.SELLERS;
        Contest contest = new Contest(bench, plan);
        if (paced) {
            contest.byLatency();
        }
        contest.add(ALONE, sellers, round -> turn(round, paced, 0, 0))
                .peer(key(ALONE, sellers))
                .add(PLAIN, sellers, round -> turn(round, paced, -1, 0))
                .limit(key(PLAIN, sellers))
                .add("listeners", sellers, round -> turn(round, paced, terminals, 0))
                .add("streams", sellers, round -> turn(round, paced, 0, terminals))
                .add("listeners-and-streams", sellers, round -> turn(round, paced, terminals, terminals))
                .run(results);
        results.add(delays(bench, "delay-to-listeners", toListeners));
        results.add(delays(bench, "delay-to-streams", toStreams));
    }

    /** Of all turns; and the 99th percentile of the middle and of the best turn, for a machine that is busy. */
    private Row delays(String bench, String subject, List<Histogram> turns) {
        Histogram all = new Histogram(3);
        turns.forEach(all::add);
        List<Double> highs =
                turns.stream().map(turn -> turn.getValueAtPercentile(99) / 1e3).toList();
        return new Row(
                bench,
                subject,
                terminals,
                Double.NaN,
                all.getValueAtPercentile(50) / 1e3,
                all.getValueAtPercentile(99) / 1e3,
                Double.NaN,
                Double.NaN,
                Map.of(
                        "middle_turn_us", Statistics.median(highs),
                        "best_turn_us", Statistics.least(highs),
                        "max_us", all.getMaxValue() / 1e3));
    }

    private Arrivals arrivals(boolean paced) {
        long most = paced ? PER_SECOND * plan.turnMillis() / 1_000 : 2 * plan.mostCalls();
        return new Arrivals(RoomSale.LINES, (int) (2 * most / RoomSale.LINES + RoomSale.LINES));
    }

    private Measured turn(int round, boolean paced, int listeners, int streams) throws Exception {
        System.gc();
        Arrivals toListener = arrivals(paced);
        Arrivals toStream = arrivals(paced);
        ExecutorService one = Executors.newSingleThreadExecutor();
        ExecutorService writers = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            RoomSale sale = new RoomSale(inventory, toListener, toStream);
            if (listeners + streams <= 0) {
                return plain(inventory, sale, paced, listeners < 0);
            }
            try (LevelFeed feed = LevelFeed.open(inventory, RoomSale.keys())) {
                server.createContext(
                        "/levels",
                        new LevelStreamHandler(feed, Visibility.buckets(), StreamTerms.USUAL, writers, 1 + streams));
                server.start();
                LongAdder heard = new LongAdder();
                List<Arrivals.Terminal> measured = new ArrayList<>();
                for (int i = 0; i < listeners; i++) {
                    listen(feed, one, i % MEASURED_ONE_IN == 0 ? toListener.new Terminal() : null, heard, measured);
                }
                try (StreamClients clients = new StreamClients(streams, server.getAddress(), toStream)) {
                    measured.addAll(clients.measured());
                    Measured sold = watched(sale, paced, measured);
                    clients.measured();
                    if (round >= 0 && listeners > 0) {
                        toListeners.add(toListener.delays());
                    }
                    if (round >= 0 && streams > 0) {
                        toStreams.add(toStream.delays());
                    }
                    return listeners == 0 ? sold : sold.with("heard_by_each", heard.sum() / (double) listeners);
                }
            }
        } finally {
            server.stop(0);
            one.shutdownNow();
            writers.shutdownNow();
        }
    }

    /** Sells while terminals watch, and waits until each of them has seen the last level of each line. */
    private Measured watched(RoomSale sale, boolean paced, List<Arrivals.Terminal> terminalsMeasured) throws Exception {
        long[] opening = sale.versions();
        terminalsMeasured.forEach(terminal -> terminal.awaitVersions(opening));
        Measured sold = sell(sale, paced);
        long[] last = sale.versions();
        terminalsMeasured.forEach(terminal -> terminal.awaitVersions(last));
        return sold;
    }

    private Measured plain(Inventory inventory, RoomSale sale, boolean paced, boolean listened) throws Exception {
        LongAdder heard = new LongAdder();
        try (Subscription open = listened ? inventory.subscribe(level -> heard.increment()) : () -> {}) {
            Measured sold = sell(sale, paced);
            return listened && open != null ? sold.with("heard_by_each", (double) heard.sum()) : sold;
        }
    }

    /** With what the process took of the processors: sellers, terminals and the clients of streams. */
    private Measured sell(RoomSale sale, boolean paced) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        long began = System.nanoTime();
        Measured sold =
                paced ? sale.paced(PER_SECOND, plan.turnMillis()) : sale.flatOut(plan.turnMillis(), plan.mostCalls());
        double nanos = System.nanoTime() - began;
        return sold.with("changes_a_second", 2 * sold.rate())
                .with("cpu_ms_a_second", 1_000 * (system.getProcessCpuTime() - before) / nanos);
    }

    private static void listen(
            LevelFeed feed,
            ExecutorService executor,
            Arrivals.@Nullable Terminal terminal,
            LongAdder heard,
            List<Arrivals.Terminal> measured) {
        if (terminal != null) {
            measured.add(terminal);
        }
        var unused = feed.listen(Visibility.buckets(), feed.lines(), executor, batch -> {
            heard.add(batch.levels().size());
            if (terminal != null) {
                long now = System.nanoTime();
                for (ShownLevel level : batch.levels()) {
                    terminal.arrived(RoomSale.line(level.key()), level.version(), now);
                }
            }
        });
    }
}
