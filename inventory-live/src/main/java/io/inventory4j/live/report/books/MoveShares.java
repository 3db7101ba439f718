package io.inventory4j.live.report.books;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a move did to good stock: received, damaged, or transferred. The journal has one entry a line, in a row
 * (rule 7.1), so a transfer is seen only when the other line comes. With each line, the shares of its SKU in this move
 * are taken back and worked out anew: the books are right after every entry, wherever a page ends. A move has at most
 * 100 postings, which bounds both the lines kept and the work.
 */
final class MoveShares {
    /** What one line has in the move. */
    private static final class Share {
        private final StockKey key;
        private final @Nullable StockBook book;
        private final long rest;
        private final long incoming;
        private long transferred;

        private Share(StockKey key, @Nullable StockBook book, long rest, long incoming) {
            this.key = key;
            this.book = book;
            this.rest = rest;
            this.incoming = incoming;
        }

        /** Units that come from elsewhere than the line's own INCOMING. */
        private long in() {
            return rest > 0 ? rest - Math.min(rest, Math.max(0, -incoming)) : 0;
        }

        /** Units that go elsewhere than to the line's own INCOMING. */
        private long out() {
            return rest < 0 ? -rest - Math.min(-rest, Math.max(0, incoming)) : 0;
        }

        /** Units put to INCOMING that are not the line's own. */
        private long sent() {
            return Math.max(0, incoming) - (rest < 0 ? Math.min(-rest, Math.max(0, incoming)) : 0);
        }

        private void book(int sign) {
            if (book == null) {
                return;
            }
            if (rest > 0) {
                book.add(StockTally.TRANSFERRED_IN, sign * transferred);
                book.add(StockTally.RECEIVED, sign * (rest - transferred));
            } else {
                book.add(StockTally.RECEIVED, sign * (rest + out()));
                book.add(StockTally.TRANSFERRED_OUT, sign * transferred);
                book.add(StockTally.DAMAGED, sign * (out() - transferred));
            }
        }
    }

    private final Map<String, List<Share>> bySku = new HashMap<>();
    private @Nullable String command;

    /** Ends the move: what comes next is another one. */
    void end() {
        command = null;
        bySku.clear();
    }

    /** A line without a book is not of the sale, but the one to or from which units may have been transferred. */
    void enter(JournalEntry entry, @Nullable StockBook book) {
        StockKey key = entry.change().key();
        List<Share> shares = bySku.getOrDefault(key.sku(), List.of());
        if (!entry.command().equals(command) || shares.stream().anyMatch(share -> share.key.equals(key))) {
            end();
            command = entry.command();
        }
        long good = entry.change().delta(Bucket.AVAILABLE)
                + entry.change().delta(Bucket.SAFETY)
                + entry.change().delta(Bucket.QUALITY_CONTROL);
        long damaged = toDamaged(good, entry.change().delta(Bucket.DAMAGED));
        if (book != null) {
            book.add(StockTally.DAMAGED, damaged);
        }
        share(key.sku(), new Share(key, book, good + damaged, entry.change().delta(Bucket.INCOMING)));
    }

    /** Units between good stock and DAMAGED; negative where they were repaired. */
    private static long toDamaged(long good, long damaged) {
        if (good < 0 && damaged > 0) {
            return Math.min(-good, damaged);
        }
        return good > 0 && damaged < 0 ? -Math.min(good, -damaged) : 0;
    }

    private void share(String sku, Share added) {
        List<Share> shares = bySku.computeIfAbsent(sku, none -> new ArrayList<>());
        shares.forEach(share -> share.book(-1));
        shares.add(added);
        long in = shares.stream().mapToLong(Share::in).sum();
        long out = shares.stream().mapToLong(Share::out).sum();
        long toIncoming = shares.stream().mapToLong(Share::sent).sum();
        long intoGood = Math.min(in, out);
        long outOfGood = Math.min(out, in + toIncoming);
        for (Share share : shares) {
            share.transferred =
                    Math.min(share.rest > 0 ? share.in() : share.out(), share.rest > 0 ? intoGood : outOfGood);
            if (share.rest > 0) {
                intoGood -= share.transferred;
            } else {
                outOfGood -= share.transferred;
            }
            share.book(1);
        }
    }
}
