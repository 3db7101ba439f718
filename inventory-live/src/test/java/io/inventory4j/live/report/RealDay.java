package io.inventory4j.live.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.SettleRequest;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The orders of a real day, sold through an inventory in memory from a stock that is a little too small. */
final class RealDay implements AutoCloseable {
    private static final Path FILE = Path.of(
            "../inventory-examples/src/main/resources/io/inventory4j/examples/replay/orders/orders-2011-11-24.csv");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int MOST_LINES = 100;
    private static final String WAREHOUSE = "warehouse";

    /** One row of the file. */
    private record Wish(String order, String sku, long units, Instant at) {}

    final SaleHand clock = new SaleHand("2011-11-24T08:00:00Z");
    final Inventory inventory =
            InventoryBuilder.inMemory().clock(clock).sweepEvery(Duration.ZERO).build();
    final SaleBooks books;
    final Map<String, String> names = new HashMap<>();
    final List<LostDemandLine> lost = new ArrayList<>();
    final List<OperationLine> operations = new ArrayList<>();
    final List<AlertLine> alerts = new ArrayList<>();
    final Map<String, Long> demand = new TreeMap<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final Instant begin;

    RealDay() throws IOException {
        read();
        demand.forEach((sku, units) -> {
            inventory
                    .receive("open/" + sku, StockKey.of(sku), Math.max(1, units * 85 / 100))
                    .orThrow();
            inventory
                    .receive("store/" + sku, StockKey.of(sku, WAREHOUSE), Math.max(1, units / 4))
                    .orThrow();
        });
        begin = clock.instant();
        SaleBooks before = SaleBooks.from(0);
        before.catchUp(inventory);
        books = SaleBooks.from(before.next())
                .only(key -> key.location().equals(StockKey.MAIN))
                .opening(levels())
                .comparingOrders();
        sell();
        settle();
        books.catchUp(inventory);
    }

    private void read() throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(FILE)) {
            for (NamedCsvRecord row : rows) {
                long units = Long.parseLong(row.getField("Quantity"));
                if (units > 0) {
                    String sku = row.getField("StockCode");
                    Instant at = LocalDateTime.parse(row.getField("InvoiceDate"), TIME)
                            .toInstant(ZoneOffset.UTC);
                    wishes.add(new Wish(row.getField("InvoiceNo"), sku, units, at));
                    demand.merge(sku, units, Long::sum);
                    names.putIfAbsent(sku, row.getField("Description").strip());
                }
            }
        }
    }

    private void sell() {
        Map<String, Map<String, Long>> carts = new LinkedHashMap<>();
        Map<String, Instant> times = new HashMap<>();
        for (Wish wish : wishes) {
            Map<String, Long> lines = carts.computeIfAbsent(wish.order(), none -> new LinkedHashMap<>());
            lines.merge(wish.sku(), wish.units(), Long::sum);
            times.putIfAbsent(wish.order(), wish.at());
        }
        carts.forEach((order, lines) -> {
            Instant at = times.getOrDefault(order, clock.instant());
            clock.turnTo(at.isAfter(clock.instant()) ? at : clock.instant());
            List<Map.Entry<String, Long>> all = List.copyOf(lines.entrySet());
            for (int from = 0; from < all.size(); from += MOST_LINES) {
                cart(order + "/" + from, all.subList(from, Math.min(all.size(), from + MOST_LINES)));
            }
        });
    }

    private void cart(String order, List<Map.Entry<String, Long>> lines) {
        ReserveRequest request = ReserveRequest.of(order, "buyer-" + order).channel("room-7");
        for (Map.Entry<String, Long> line : lines) {
            request = request.upTo(StockKey.of(line.getKey()), line.getValue());
        }
        Outcome outcome = inventory.reserve(request);
        Map<String, Long> granted = new HashMap<>();
        if (outcome instanceof Outcome.Applied applied) {
            for (Grant grant : applied.granted(request)) {
                granted.merge(grant.sources().get(0).sku(), grant.units().get(0), Long::sum);
            }
            orders.add(order);
            inventory.confirm(order).orThrow();
        }
        for (Map.Entry<String, Long> line : lines) {
            long missing = line.getValue() - granted.getOrDefault(line.getKey(), 0L);
            if (missing > 0) {
                refused(line.getKey(), missing);
            }
        }
    }

    /** The first time that something large sells out, the team tops it up from the warehouse. */
    private void refused(String sku, long missing) {
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        lost.add(new LostDemandLine(sku, "OUT_OF_STOCK", "room-7", minute, 1, missing));
        if (demand.getOrDefault(sku, 0L) > 150
                && alerts.stream().noneMatch(alert -> alert.sku().equals(sku))) {
            boolean seen = alerts.size() % 3 != 2;
            alerts.add(new AlertLine(
                    now,
                    sku,
                    null,
                    "sold out",
                    "host, operations",
                    seen ? "Li Na" : null,
                    seen ? now.plusSeconds(40) : null));
            long units = Math.max(1, demand.getOrDefault(sku, 0L) / 8);
            clock.turn(Duration.ofMinutes(1));
            if (seen
                    && inventory
                            .transfer("top-up/" + sku, StockKey.of(sku, WAREHOUSE), StockKey.of(sku), units)
                            .applied()) {
                operations.add(new OperationLine(
                        clock.instant(), "Li Na", "top up", sku, null, units, "sold out, the room still asks for it"));
            }
        }
    }

    private void settle() {
        clock.turn(Duration.ofMinutes(20));
        for (int index = 0; index < orders.size(); index++) {
            String order = orders.get(index);
            if (index % 17 == 3) {
                inventory.cancel(order).orThrow();
            } else if (index % 5 != 4) {
                inventory.ship(order).orThrow();
                if (index % 23 == 5) {
                    Outcome ignored = inventory.acceptReturn(SettleRequest.of(order));
                }
            }
        }
        StockKey broken = levels().stream()
                .filter(level -> level.available() > 2)
                .findFirst()
                .orElseThrow()
                .key();
        inventory
                .writeOff("broken", broken, Bucket.AVAILABLE, 2, "broken on the way to the stage")
                .orThrow();
    }

    List<StockLevel> levels() {
        return inventory.levels(demand.keySet().stream().map(StockKey::of).toList());
    }

    Map<StockKey, Long> counts() {
        Map<StockKey, Long> counts = new LinkedHashMap<>();
        levels().forEach(level -> counts.put(level.key(), level.onHand()));
        return counts;
    }

    List<PlatformOrder> platformOrders() {
        List<PlatformOrder> list = new ArrayList<>();
        for (String order : orders) {
            inventory.reservation(order).orElseThrow().lines().forEach(line -> {
                if (line.committed() + line.shipped() > 0) {
                    list.add(new PlatformOrder(order, line.key().sku(), line.committed() + line.shipped()));
                }
            });
        }
        return list;
    }

    ReportBuilder report() {
        Instant until = clock.instant();
        List<PlannedUnits> plan = demand.entrySet().stream()
                .filter(line -> line.getValue() > 120)
                .map(line -> new PlannedUnits(
                        line.getKey(),
                        line.getValue() * (line.getKey().hashCode() % 2 == 0 ? 7 : 12) / 10,
                        begin,
                        until))
                .toList();
        return ReportBuilder.of("Room 7, 24 November", books, begin, until)
                .levels(levels())
                .counts(counts())
                .platformOrders(platformOrders())
                .reservations(inventory::reservation)
                .names(names)
                .plan(plan)
                .lostDemand(lost)
                .limits(List.of(new LimitHit("per buyer, 2 a day", "22423", 14, 31)))
                .alerts(alerts)
                .operations(operations)
                .feedDelays(List.of(new FeedDelay(
                        "SSE", 4_210, Duration.ofNanos(800_000), Duration.ofMillis(12), Duration.ofMillis(31))));
    }

    @Override
    public void close() {
        inventory.close();
    }
}
