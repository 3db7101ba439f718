package io.inventory4j.testkit.model;

import io.inventory4j.Grant;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rule 1.9: what the flexible lines of one reserve are granted, after its fixed lines were taken. */
final class Choosing {
    /** What can be read of a flexible line in a command and in a grant alike: its content (rule 1.9.7). */
    private record Wish(List<StockKey> keys, long quantity, long least, boolean split) {}

    private final Books books;
    private final Map<String, Charge> named;
    private final Map<StockKey, Long> given;
    private final Bucket to;
    private final Instant now;

    /** What the command has taken so far: the fixed lines, then what was granted. */
    final Map<StockKey, Long> taken = new TreeMap<>();

    final List<Grant> grants = new ArrayList<>();

    /**
     * Choices of a command.
     *
     * @param named its charges, by counter
     * @param given what an exchanged order gave back of each line (rule 1.9.12)
     * @param now the ledger's time
     */
    Choosing(Books books, Reserve asked, Map<String, Charge> named, Map<StockKey, Long> given, Instant now) {
        this.books = books;
        this.named = named;
        this.given = given;
        this.now = now;
        to = asked.sold() ? Bucket.COMMITTED : Bucket.RESERVED;
        asked.lines().forEach(line -> taken.merge(line.key(), line.quantity(), Long::sum));
    }

    /** Whether a reservation was asked for by the same lines: fixed sums, then flexible lines in order. */
    static boolean sameLines(Reserve asked, Reservation known) {
        Map<StockKey, Long> fixed = new TreeMap<>();
        known.lines().forEach(line -> fixed.put(line.key(), line.requested() - granted(known, line.key(), 0)));
        fixed.values().removeIf(units -> units == 0);
        Map<StockKey, Long> sums = new TreeMap<>();
        asked.lines().forEach(line -> sums.merge(line.key(), line.quantity(), Long::sum));
        List<Wish> wished = asked.flexible().stream()
                .map(line -> new Wish(
                        line.sources().stream().map(Source::key).toList(), line.quantity(), line.least(), line.split()))
                .toList();
        List<Wish> kept = known.grants().stream()
                .map(grant -> new Wish(grant.sources(), grant.quantity(), grant.least(), grant.split()))
                .toList();
        return fixed.equals(sums) && kept.equals(wished);
    }

    /** What gifts were granted of a key (rule 1.12). */
    static long ofGifts(Reservation known, StockKey key) {
        return granted(known, key, 0) - granted(known, key, 1);
    }

    private static long granted(Reservation known, StockKey key, long leastFrom) {
        long units = 0;
        for (Grant grant : known.grants()) {
            int at = grant.sources().indexOf(key);
            units += at < 0 || grant.least() < leastFrom ? 0 : grant.units().get(at);
        }
        return units;
    }

    /** Judges the lines in the order of the request; null if each is granted enough. */
    @Nullable
    Refused refusal(List<FlexibleLine> lines) {
        for (FlexibleLine line : lines) {
            int mark = books.trail.size();
            Map<StockKey, Long> before = new TreeMap<>(taken);
            List<Long> units = line.split() ? split(line) : whole(line);
            long sum = units.stream().mapToLong(Long::longValue).sum();
            if (sum < line.least()) {
                // Rule 1.9.4: stock and counters as when the line's turn came.
                books.undo(mark);
                taken.clear();
                taken.putAll(before);
                return reason(line, line.least(), sum);
            }
            grants.add(new Grant(
                    line.sources().stream().map(Source::key).toList(),
                    line.quantity(),
                    line.least(),
                    line.split(),
                    units));
        }
        // Rule 1.9.5.
        return taken.isEmpty() ? reason(lines.get(0), 1, 0) : null;
    }

    /** Rule 1.9.3: from one source. */
    private List<Long> whole(FlexibleLine line) {
        List<Long> possible = line.sources().stream()
                .map(source -> possible(source, line.quantity()))
                .toList();
        // A source that can give the whole wish gives the most as well, and of equals the earlier one is taken.
        long most = new TreeSet<>(possible).last();
        int chosen = possible.indexOf(most);
        take(line.sources().get(chosen), most);
        List<Long> units = new ArrayList<>();
        for (int i = 0; i < possible.size(); i++) {
            units.add(i == chosen ? most : 0);
        }
        return units;
    }

    /** Rule 1.9.3: from several sources. */
    private List<Long> split(FlexibleLine line) {
        List<Long> units = new ArrayList<>();
        long wished = line.quantity();
        for (Source source : line.sources()) {
            long possible = possible(source, wished);
            take(source, possible);
            units.add(possible);
            wished -= possible;
        }
        return units;
    }

    /** Rule 1.9.2. */
    private long possible(Source source, long wished) {
        TreeSet<Long> bounds = new TreeSet<>();
        bounds.add(wished);
        bounds.add(stock(source));
        bounds.add(Bounds.MAX_QUANTITY - books.levelOrEmpty(source.key()).quantity(to));
        source.unitCharges().forEach(charge -> bounds.add(left(charge)));
        return Math.max(0, bounds.first());
    }

    private long stock(Source source) {
        StockLevel level = books.level(source.key());
        if (level == null) {
            return 0;
        }
        Selling selling = Selling.of(level);
        long stock = selling.takesNew(now) ? level.available() - source.floor() : 0;
        // Rule 1.9.12.
        long back = given.getOrDefault(source.key(), 0L) - taken.getOrDefault(source.key(), 0L);
        return selling.takesSold() && back > stock ? back : stock;
    }

    /** What is left of a counter under the lowest limit that the command names for it (rule 1.9.8). */
    private long left(Charge charge) {
        return named.getOrDefault(charge.counter(), charge).limit() - books.used(charge.counter());
    }

    private void take(Source source, long units) {
        if (units > 0) {
            books.shift(source.key(), Bucket.AVAILABLE, to, units);
            for (Charge charge : source.unitCharges()) {
                Charge all = named.getOrDefault(charge.counter(), charge);
                books.charge(charge.counter(), units, all.forgetAfter());
            }
            taken.merge(source.key(), units, Long::sum);
        }
    }

    /** Rule 1.9.4: why a line gets less than enough. */
    private Refused reason(FlexibleLine line, long least, long granted) {
        for (Source source : line.sources()) {
            if (stock(source) >= least) {
                TreeSet<String> scarce = new TreeSet<>(TextOrder.BY_UTF8);
                source.unitCharges().stream()
                        .filter(charge -> left(charge) < least)
                        .forEach(charge -> scarce.add(charge.counter()));
                return scarce.isEmpty()
                        ? new Refused(Reason.OVERFLOW, source.key(), granted)
                        : new Refused(
                                new Refusal(Reason.LIMIT_REACHED, scarce.first(), source.key(), granted, null, null));
            }
        }
        StockKey first = line.sources().get(0).key();
        StockLevel level = books.level(first);
        if (level == null) {
            return new Refused(Reason.UNKNOWN_LINE, first, granted);
        }
        boolean open = Selling.of(level).takesNew(now);
        return new Refused(open ? Reason.OUT_OF_STOCK : Reason.NOT_OPEN, first, granted);
    }
}
