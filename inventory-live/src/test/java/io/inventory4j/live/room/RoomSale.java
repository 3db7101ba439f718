package io.inventory4j.live.room;

import com.sun.net.httpserver.HttpServer;
import io.inventory4j.Inventory;
import io.inventory4j.SafetyStock;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.PlannedSkuBuilder;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A shop in memory with a live sale and its control room in the JDK's server on loopback. */
final class RoomSale implements AutoCloseable {
    static final Instant EIGHT = Instant.parse("2026-11-27T12:00:00Z");

    private static final int STREAMS = 20;

    final SalePlan plan;
    final LostDemand lost = LostDemand.create();
    final FlakyStore store = new FlakyStore();
    final Inventory inventory;
    private final Inventory memory;
    final LiveSale sale;
    final LevelFeed feed;
    final ControlRoom room;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;
    private volatile Instant now = EIGHT.minusSeconds(600);
    private volatile long nowSince = System.nanoTime();
    private int orders;

    private RoomSale(SalePlan plan, RoomAuthorizer authorizer) {
        this.plan = plan;
        SaleLimits limits = plan.limits();
        memory = InventoryBuilder.inMemory()
                .policy(limits)
                .onRefused(lost)
                .clock(this::now)
                .build();
        inventory = store.over(memory);
        for (PlannedSku line : plan.lines()) {
            if (!line.isKit()) {
                inventory
                        .receive("po-" + line.sku(), line.key(), line.supply().onHand())
                        .orThrow();
            }
        }
        sale = LiveSale.open(inventory, plan, limits);
        sale.keepDemand(lost);
        sale.onAlert(alert -> {});
        feed = LevelFeed.open(
                inventory, sale.levels().stream().map(StockLevel::key).toList());
        room = ControlRoom.of(sale, plan, feed).clock(this::now).authorizedBy(authorizer);
    }

    /** Three SKUs: a coat on two channels with a backup, the backup, and a box that is made of it. */
    static RoomSale small(RoomAuthorizer authorizer) {
        PlannedSku coat = goods("COAT", Tier.HERO, "Wool coat", 1_000)
                .allotment(600)
                .channelShare("tmall", 200)
                .channelShare("douyin", 300)
                .perBuyer(50L)
                .backup("SCARF")
                .build();
        PlannedSku scarf = goods("SCARF", Tier.LONG_TAIL, "Scarf", 100)
                .isolated(false)
                .allotment(40)
                .build();
        PlannedSku box = PlannedSku.of("BOX", Tier.PROFIT)
                .name("Box of two scarves")
                .part("SCARF", 2)
                .allotment(10)
                .build();
        return new RoomSale(SalePlan.of("friday", coat, scarf, box), authorizer);
    }

    /** A sale of one SKU whose texts are what somebody could have entered to do harm. */
    static RoomSale hostile(String text, RoomAuthorizer authorizer) {
        return new RoomSale(
                SalePlan.of(
                        "friday",
                        goods(text, Tier.HERO, text, 100)
                                .spec(text)
                                .allotment(50)
                                .build()),
                authorizer);
    }

    private static PlannedSkuBuilder goods(String sku, Tier tier, String name, long onHand) {
        return PlannedSku.of(sku, tier)
                .name(name)
                .onHand(onHand)
                .isolated(true)
                .perBuyer((Long) null)
                .orderMaximum(null)
                .safety(SafetyStock.percentOfOpening(5));
    }

    /** An evening with 24 SKUs, as a team would have it. */
    static RoomSale evening(RoomAuthorizer authorizer) {
        return new RoomSale(EveningPlan.plan(), authorizer);
    }

    Instant now() {
        return now.plusNanos(System.nanoTime() - nowSince);
    }

    /** Turns the clock, which goes on from there. */
    void setNow(Instant then) {
        now = then;
        nowSince = System.nanoTime();
    }

    void tick() {
        sale.tick(this::now);
    }

    String hold(String sku, @Nullable String channel, long units) {
        String order = "order-" + ++orders;
        var unused =
                inventory.reserve(ReserveRequest.of(order, "buyer-" + orders).line(sale.key(sku, channel), units));
        return order;
    }

    void sell(String sku, @Nullable String channel, long units) {
        var unused = inventory.sell(
                ReserveRequest.of("order-" + ++orders, "buyer-" + orders).line(sale.key(sku, channel), units));
    }

    long available(StockKey key) {
        return inventory.level(key).orElseThrow().available();
    }

    /** Sells for 24 minutes, some SKUs faster than others, some of them out. */
    void playEvening(long seed) {
        Random random = new Random(seed);
        List<PlannedSku> lines = plan.lines();
        for (int minute = 0; minute < 24; minute++) {
            for (int i = 0; i < lines.size(); i++) {
                setNow(EIGHT.plus(Duration.ofMinutes(minute)).plusSeconds(i));
                PlannedSku line = lines.get(i);
                long units = EveningPlan.unitsPerMinute(i, minute, random);
                String channel = line.shares().units().keySet().stream()
                        .sorted()
                        .skip(minute % 2)
                        .findFirst()
                        .orElse("douyin");
                while (units > 0) {
                    long part = Math.min(units, 1 + random.nextInt(3));
                    if (random.nextInt(8) == 0 && minute > 18) {
                        hold(line.sku(), channel, part);
                    } else {
                        sell(line.sku(), channel, part);
                    }
                    units -= part;
                }
            }
            tick();
        }
        // The inventory tells of refusals on a thread of its own.
        while (lost.totals().requests() == 0) {
            Thread.onSpinWait();
        }
        setNow(EIGHT.plus(Duration.ofMinutes(24)).plusSeconds(7));
        tick();
    }

    /** Starts the server under a path. */
    URI serve(String path) throws IOException {
        return serve(path, 0);
    }

    URI serve(String path, ControlRoom served) throws IOException {
        return serve(path, 0, served);
    }

    URI serve(String path, int port) throws IOException {
        return serve(path, port, room);
    }

    private URI serve(String path, int port, ControlRoom served) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.setExecutor(threads);
        started.createContext(path, new ControlRoomHandler(served, threads, STREAMS));
        started.start();
        server = started;
        return URI.create("http://127.0.0.1:" + started.getAddress().getPort() + path);
    }

    /** Ends the server, and all its connections. */
    void stopServing() {
        HttpServer started = server;
        if (started != null) {
            started.stop(0);
        }
    }

    @Override
    public void close() {
        feed.close();
        stopServing();
        threads.shutdownNow();
        memory.close();
    }
}
