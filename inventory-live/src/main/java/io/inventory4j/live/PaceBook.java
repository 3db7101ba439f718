package io.inventory4j.live;

import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast the SKUs sell, and their shares, from entries of the journal. What buyers take is what they hold or have
 * bought, less what came back before it was shipped: that is what empties a line. Not thread-safe.
 */
final class PaceBook {
    private static final class Line {
        private final Velocity taken = new Velocity();
        private final Velocity[] byShare;
        private final long[] available;
        private boolean gaveBack;
        private long sold;

        Line(int shares) {
            byShare = new Velocity[shares];
            Arrays.setAll(byShare, share -> new Velocity());
            available = new long[shares];
        }
    }

    private final SaleLines lines;
    private final Line[] books;

    PaceBook(SaleLines lines) {
        this.lines = lines;
        books = new Line[lines.all().size()];
        Arrays.setAll(books, number -> new Line(lines.get(number).shares().size()));
    }

    /** Sees an entry of a line of the sale. */
    void see(int number, JournalEntry entry) {
        Line book = books[number];
        int share = lines.get(number).share(entry.change().key());
        book.available[share] = Math.max(0, entry.change().after().available());
        switch (entry.kind()) {
            case SELL, CONFIRM, CANCEL, GIVE_BACK -> book.sold += entry.change().delta(Bucket.COMMITTED);
            default -> {
                // Nothing is sold.
            }
        }
        long taken = taken(entry);
        book.taken.add(taken, entry.at());
        book.byShare[share].add(taken, entry.at());
    }

    /** Units that buyers took with an entry; below 0 where they came back. */
    static long taken(JournalEntry entry) {
        return switch (entry.kind()) {
            case MOVE, SALE_STATE, SHIP, RETURN -> 0;
            default -> entry.change().delta(Bucket.COMMITTED) + entry.change().delta(Bucket.RESERVED);
        };
    }

    /** Units that were sold and not given back before they were shipped. */
    long sold(int number) {
        return books[number].sold;
    }

    /** Units that were taken: sold ones, and those that are held. */
    long taken(int number) {
        return books[number].taken.total();
    }

    /** Units that can be taken, as the journal has it. */
    long available(int number) {
        return Arrays.stream(books[number].available).sum();
    }

    /** The pace of a SKU, beside levels that were read. */
    Pace pace(int number, Map<StockKey, StockLevel> levels, Instant now) {
        SaleLine line = lines.get(number);
        long available = 0;
        for (Share share : line.shares()) {
            StockLevel level = levels.get(share.key());
            available += level == null ? 0 : Math.max(0, level.available());
        }
        Velocity taken = books[number].taken;
        long sold = books[number].sold;
        Instant last = taken.last();
        // A SKU that gave units back at the close was not sold out before.
        boolean soldOut = available == 0 && !books[number].gaveBack;
        Instant until = !soldOut || last == null || last.isAfter(now) ? now : last;
        PlanPace against = SaleAccount.planned(line)
                .map(plan -> PlanPace.of(plan, taken.total(), until))
                .orElse(null);
        return new Pace(
                line.sku(), sold, Math.max(0, taken.total() - sold), available, taken.perMinute(now), against, now);
    }

    /** Sees that units of a SKU go back where they came from, at the close. */
    void gaveBack(int number) {
        books[number].gaveBack = true;
    }

    /** Units that are taken a minute, over the last five minutes before {@code now}. */
    double perMinute(int number, Instant now) {
        return books[number].taken.perMinute(now);
    }

    /** The same of one share. */
    double perMinute(int number, Share share, Instant now) {
        return books[number].byShare[lines.get(number).share(share.key())].perMinute(now);
    }

    /** When units were taken the last time. */
    @Nullable
    Instant lastTaken(int number) {
        return books[number].taken.last();
    }
}
