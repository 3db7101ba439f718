package io.inventory4j.live.report;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.Stocktake;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.live.report.OwnTally.Term;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A sale of random orders over a real inventory in memory, with everything that a ledger allows but backorders. */
final class RandomSale implements AutoCloseable {
    static final List<String> LOCATIONS = List.of(StockKey.MAIN, "room");

    private static final String BEGIN = "2025-11-11T12:00:00Z";

    final SaleHand clock;
    final OwnTally tally = new OwnTally();
    final List<String> orders = new ArrayList<>();
    final Inventory inventory;
    final Random random;
    private final List<StockKey> keys = new ArrayList<>();
    private int ids;

    RandomSale(long seed) {
        this(seed, InventoryBuilder.inMemory(), new SaleHand(BEGIN));
    }

    private RandomSale(long seed, InventoryBuilder store, SaleHand hand) {
        clock = hand;
        random = new Random(seed);
        inventory = store.clock(clock)
                .sweepEvery(Duration.ZERO)
                .reservationTimeout(Duration.ofMinutes(10))
                .build();
        int skus = 2 + random.nextInt(5);
        for (int sku = 0; sku < skus; sku++) {
            for (String location : LOCATIONS) {
                StockKey key = StockKey.of("SKU-" + sku, location);
                keys.add(key);
                receive(key, 20 + random.nextInt(80));
            }
        }
    }

    /** The same over a file, with a clock that goes by hand, too. */
    static RandomSale inFile(long seed, Path file) {
        SaleHand hand = new SaleHand(BEGIN);
        StockLedger ledger = JdbcLedger.builder(file).clock(hand).build();
        return new RandomSale(seed, InventoryBuilder.owning(ledger), hand);
    }

    void steps(int count) {
        for (int step = 0; step < count; step++) {
            clock.turn(Duration.ofSeconds(random.nextInt(90)));
            step();
        }
    }

    private void step() {
        switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4, 5 -> order(false);
            case 6, 7, 8 -> order(true);
            case 9, 10, 11 -> settle(inventory::confirm);
            case 12 -> settle(inventory::release);
            case 13 -> cancel();
            case 14, 15 -> settle(inventory::ship);
            case 16 -> settle(inventory::acceptReturn);
            case 17 -> replace();
            case 18 -> transfer();
            case 19 -> damage();
            case 20 -> inspect();
            case 21 -> count();
            case 22 -> expected();
            case 23 -> settle(request -> inventory.confirmAndReleaseRest(request.id(id("rest-"))));
            case 24, 25 -> paidLate();
            case 26 -> told();
            default -> other();
        }
    }

    String id(String prefix) {
        ids++;
        return prefix + ids;
    }

    StockKey key() {
        return keys.get(random.nextInt(keys.size()));
    }

    private ReserveRequest request(String id) {
        ReserveRequest request = ReserveRequest.of(id, "buyer-" + random.nextInt(20));
        if (random.nextInt(4) == 0) {
            Kit kit = Kit.named("kit").part("SKU-0", 1).part("SKU-1", 2);
            return request.kit(random.nextBoolean() ? kit : kit.gift("SKU-1", 1), 1 + random.nextInt(2));
        }
        int lines = 1 + random.nextInt(2);
        for (int line = 0; line < lines; line++) {
            request = request.line(key(), 1 + random.nextInt(4));
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> request.spread(1 + random.nextInt(4), key().sku());
            case 2 -> request.upTo(key(), 1 + random.nextInt(6));
            case 3 -> {
                int first = random.nextInt(keys.size());
                yield request.firstOf(1 + random.nextInt(3), keys.get(first), keys.get((first + 1) % keys.size()));
            }
            default -> request;
        };
    }

    /** The money comes when the hold may have run out: the units are taken again, or a refund is due. */
    private void paidLate() {
        ReserveRequest request = request(id("order-"));
        if (!inventory.reserve(request).applied()) {
            return;
        }
        orders.add(request.id());
        if (random.nextBoolean()) {
            LateConfirmation ignored = inventory.confirmOrReacquire(request);
            return;
        }
        if (random.nextBoolean()) {
            Outcome ignored = inventory.extend(request.id(), id("extend-"), Duration.ofMinutes(1 + random.nextInt(30)));
        }
        clock.turn(Duration.ofMinutes(11));
        if (random.nextBoolean()) {
            inventory.sweep();
        }
        LateConfirmation ignored = inventory.confirmOrReacquire(request);
    }

    /** Another system says what is on hand, or may be sold; never fewer than were promised. */
    private void told() {
        StockKey key = key();
        StockLevel level = inventory.level(key).orElseThrow();
        long units = Math.max(0, level.available() + random.nextInt(9) - 4);
        long more = units - level.available();
        Outcome told = random.nextBoolean()
                ? inventory.setAvailable(id("set-"), key, units, "told")
                : inventory.setOnHand(id("set-"), Map.of(key, level.onHand() + more));
        if (told.applied()) {
            tally.add(key, more > 0 ? Term.RECEIVED : Term.DAMAGED, Math.abs(more));
        }
    }

    private void order(boolean sold) {
        ReserveRequest request = request(id("order-"));
        if ((sold ? inventory.sell(request) : inventory.reserve(request)).applied()) {
            orders.add(request.id());
        }
    }

    /** A changed cart, and an exchange: the new order is in the journal by what it changed. */
    private void replace() {
        if (orders.isEmpty()) {
            return;
        }
        ReserveRequest request = request(id("order-"));
        String old = orders.get(random.nextInt(orders.size()));
        boolean applied = random.nextBoolean()
                ? inventory.reserve(request.replacing(old)).applied()
                : inventory.exchange(request, old).applied();
        if (applied) {
            orders.add(request.id());
        }
    }

    private void cancel() {
        if (random.nextBoolean()) {
            settle(inventory::cancel);
        } else if (!orders.isEmpty()) {
            Outcome ignored = inventory.giveBack(orders.get(random.nextInt(orders.size())));
        }
    }

    private interface Settling {
        Outcome settle(SettleRequest request);
    }

    private void settle(Settling verb) {
        if (orders.isEmpty()) {
            return;
        }
        String order = orders.get(random.nextInt(orders.size()));
        SettleRequest request = SettleRequest.of(order);
        if (random.nextInt(3) == 0) {
            List<ReservedLine> lines =
                    inventory.reservation(order).orElseThrow().lines();
            request = request.id(id("part-"))
                    .line(lines.get(random.nextInt(lines.size())).key(), 1);
        }
        Outcome ignored = verb.settle(request);
    }

    private void receive(StockKey key, long units) {
        inventory.receive(id("po-"), key, units).orThrow();
        tally.add(key, Term.RECEIVED, units);
    }

    private void transfer() {
        StockKey from = key();
        StockKey to = StockKey.of(from.sku(), LOCATIONS.get(from.location().equals(StockKey.MAIN) ? 1 : 0));
        long units = 1L + random.nextInt(8);
        if (random.nextInt(4) == 0) {
            inTransit(from, to, units);
        } else if (inventory.transfer(id("transfer-"), from, to, units).applied()) {
            tally.add(from, Term.TRANSFERRED_OUT, units);
            tally.add(to, Term.TRANSFERRED_IN, units);
        }
    }

    private void inTransit(StockKey from, StockKey to, long units) {
        Posting out = new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, units);
        Posting in = new Posting(to, Bucket.OUTSIDE, Bucket.INCOMING, units);
        if (inventory.move(id("transit-"), "on the way", out, in).applied()) {
            tally.add(from, Term.TRANSFERRED_OUT, units);
        }
    }

    private void damage() {
        StockKey key = key();
        long units = 1L + random.nextInt(4);
        switch (random.nextInt(4)) {
            case 0 -> moved(key, Bucket.AVAILABLE, Bucket.DAMAGED, units, Term.DAMAGED, units);
            case 1 -> moved(key, Bucket.DAMAGED, Bucket.AVAILABLE, units, Term.DAMAGED, -units);
            case 2 -> moved(key, Bucket.DAMAGED, Bucket.OUTSIDE, units, Term.DAMAGED, 0);
            default -> {
                if (inventory
                        .writeOff(id("off-"), key, Bucket.AVAILABLE, units, "broken")
                        .applied()) {
                    tally.add(key, Term.DAMAGED, units);
                }
            }
        }
    }

    private void moved(StockKey key, Bucket from, Bucket to, long units, Term term, long counts) {
        if (inventory
                .move(id("move-"), "random", new Posting(key, from, to, units))
                .applied()) {
            tally.add(key, term, counts);
        }
    }

    private void inspect() {
        StockKey key = key();
        switch (random.nextInt(3)) {
            case 0 -> moved(key, Bucket.QUALITY_CONTROL, Bucket.AVAILABLE, 1, Term.DAMAGED, 0);
            case 1 -> moved(key, Bucket.QUALITY_CONTROL, Bucket.DAMAGED, 1, Term.DAMAGED, 1);
            default -> moved(key, Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, 3, Term.RECEIVED, 3);
        }
    }

    /** Never fewer than were promised: that would be a discrepancy. */
    private void count() {
        StockKey key = key();
        StockLevel level = inventory.level(key).orElseThrow();
        long least = level.onHand() - Math.max(0, level.available());
        long counted = Math.max(least, level.onHand() + random.nextInt(7) - 3);
        long variance =
                inventory.stocktake(Stocktake.of(id("count-"), key, counted)).variance();
        tally.add(key, variance > 0 ? Term.RECEIVED : Term.DAMAGED, Math.abs(variance));
    }

    private void expected() {
        StockKey key = key();
        switch (random.nextInt(3)) {
            case 0 -> moved(key, Bucket.OUTSIDE, Bucket.INCOMING, 5, Term.RECEIVED, 0);
            case 1 -> moved(key, Bucket.INCOMING, Bucket.AVAILABLE, 2, Term.RECEIVED, 2);
            default -> moved(key, Bucket.AVAILABLE, Bucket.INCOMING, 1, Term.RECEIVED, -1);
        }
    }

    private void other() {
        switch (random.nextInt(4)) {
            case 0 -> {
                Outcome ignored = inventory.setSafetyStock(id("safety-"), key(), SafetyStock.units(random.nextInt(6)));
            }
            case 1 -> {
                clock.turn(Duration.ofMinutes(5));
                inventory.sweep();
            }
            case 2 -> {
                StockKey key = key();
                inventory.setSaleState(id("state-"), key, SaleState.STOPPED).orThrow();
                inventory.setSaleState(id("state-"), key, SaleState.OPEN).orThrow();
            }
            default -> receive(key(), 1 + random.nextInt(20));
        }
    }

    long place() {
        return journal(0).stream().mapToLong(JournalEntry::sequence).max().orElse(0);
    }

    List<JournalEntry> journal(long after) {
        List<JournalEntry> entries = new ArrayList<>();
        while (true) {
            JournalPage page = inventory.journal(after, 100).orElseThrow();
            if (page.entries().isEmpty()) {
                return entries;
            }
            entries.addAll(page.entries());
            after = page.next();
        }
    }

    List<StockLevel> levels() {
        return inventory.levels(keys);
    }

    List<StockKey> keys() {
        return keys;
    }

    /** A correct count of everything. */
    Map<StockKey, Long> counts() {
        Map<StockKey, Long> counts = new LinkedHashMap<>();
        levels().forEach(level -> counts.put(level.key(), level.onHand()));
        return counts;
    }

    /** What a platform would have of the orders: what is sold and not given back. */
    List<PlatformOrder> platformOrders() {
        List<PlatformOrder> list = new ArrayList<>();
        for (String order : orders) {
            Map<String, Long> bySku = new HashMap<>();
            Reservation reservation = inventory.reservation(order).orElseThrow();
            reservation
                    .lines()
                    .forEach(line -> bySku.merge(line.key().sku(), line.committed() + line.shipped(), Long::sum));
            bySku.forEach((sku, units) -> {
                if (units > 0) {
                    list.add(new PlatformOrder(order, sku, units));
                }
            });
        }
        return list;
    }

    /** Books of entries, in pages of random sizes. */
    SaleBooks entered(SaleBooks books, List<JournalEntry> entries) {
        int from = 0;
        while (from < entries.size()) {
            int to = Math.min(entries.size(), from + 1 + random.nextInt(20));
            books.add(JournalPage.of(entries.subList(from, to), books.next()));
            from = to;
        }
        return books;
    }

    @Override
    public void close() {
        inventory.close();
    }
}
