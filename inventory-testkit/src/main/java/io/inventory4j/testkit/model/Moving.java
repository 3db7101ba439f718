package io.inventory4j.testkit.model;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.CommandKind;
import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Applied;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.SetSaleState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Chapters 3 and 4: moves and sale states. */
final class Moving {
    private final Books books;

    Moving(Books books) {
        this.books = books;
    }

    Outcome move(Move asked, Instant now) {
        List<Object> content = List.of(asked.postings(), asked.force(), asked.expectedVersions(), asked.openings());
        Outcome again = again(books.moves, asked.id(), content);
        if (again != null) {
            return again;
        }
        Map<StockKey, Map<Bucket, Long>> net = net(asked.postings());
        TreeSet<StockKey> keys = new TreeSet<>(net.keySet());
        keys.addAll(asked.expectedVersions().keySet());
        keys.addAll(asked.openings().keySet());
        for (StockKey key : keys) {
            Map<Bucket, Long> gains = net.get(key);
            Refused refused = refusal(asked, key, gains);
            if (refused != null) {
                return refused;
            }
            if (gains != null || asked.openings().containsKey(key)) {
                post(asked, books.levelOrEmpty(key), gains == null ? Map.of() : gains);
            }
        }
        books.moves.put(asked.id(), new AppliedId(content, content.toString(), now));
        return new Applied(null, books.enter(CommandKind.MOVE, asked.id(), null, asked.reason(), now), false);
    }

    private static @Nullable Outcome again(UndoMap<String, AppliedId> ids, String id, Object content) {
        AppliedId before = ids.get(id);
        if (before == null) {
            return null;
        }
        return before.content().equals(content)
                ? new Applied(null, List.of(), true)
                : new Refused(Reason.ID_REUSED, id, 0);
    }

    // Rule 3.1. A line whose postings cancel out is touched too, so it stays in.
    private static Map<StockKey, Map<Bucket, Long>> net(List<Posting> postings) {
        Map<StockKey, Map<Bucket, Long>> net = new TreeMap<>();
        for (Posting posting : postings) {
            Map<Bucket, Long> gains = net.computeIfAbsent(posting.key(), key -> new EnumMap<>(Bucket.class));
            gains.merge(posting.from(), -posting.quantity(), Long::sum);
            gains.merge(posting.to(), posting.quantity(), Long::sum);
        }
        return net;
    }

    private @Nullable Refused refusal(Move asked, StockKey key, @Nullable Map<Bucket, Long> gains) {
        StockLevel level = books.level(key);
        if (level == null && gains == null && asked.openings().containsKey(key)) {
            return new Refused(Reason.UNKNOWN_LINE, key.toString(), 0);
        }
        Long expected = asked.expectedVersions().get(key);
        if (expected != null && expected != (level == null ? 0 : level.version())) {
            return new Refused(Reason.STALE, key.toString(), 0);
        }
        return gains == null ? null : refusal(level == null ? StockLevel.empty(key) : level, gains, asked.force());
    }

    private static @Nullable Refused refusal(StockLevel level, Map<Bucket, Long> gains, boolean force) {
        String key = level.key().toString();
        long onHand = 0;
        long total = 0;
        boolean overflow = false;
        for (Bucket bucket : Bucket.values()) {
            if (bucket == Bucket.OUTSIDE) {
                continue;
            }
            long gain = gains.getOrDefault(bucket, 0L);
            long after = level.quantity(bucket) + gain;
            if (gain < 0 && after < 0 && !(force && bucket == Bucket.AVAILABLE)) {
                return new Refused(Reason.INSUFFICIENT, key, Math.max(0, level.quantity(bucket)));
            }
            onHand += bucket.onHand() ? after : 0;
            total += after;
            overflow |= Math.abs(after) > Bounds.MAX_QUANTITY;
        }
        if (onHand < 0) {
            return new Refused(Reason.SHORTFALL, key, 0);
        }
        return overflow || total > Bounds.MAX_QUANTITY ? new Refused(Reason.OVERFLOW, key, 0) : null;
    }

    private void post(Move asked, StockLevel level, Map<Bucket, Long> gains) {
        Long given = asked.openings().get(level.key());
        long raise = Math.max(0, gains.getOrDefault(Bucket.AVAILABLE, 0L));
        // Rule 3.7.
        long opening = given != null ? given : level.opening() == 0 ? raise : level.opening();
        books.write(level, bucket -> gains.getOrDefault(bucket, 0L), level.saleState(), opening);
    }

    Outcome setSaleState(SetSaleState asked, Instant now) {
        List<Object> content = List.of(asked.key(), asked.state());
        Outcome again = again(books.saleStates, asked.id(), content);
        if (again != null) {
            return again;
        }
        StockLevel level = books.level(asked.key());
        if (level == null) {
            return new Refused(Reason.UNKNOWN_LINE, asked.key().toString(), 0);
        }
        books.write(level, bucket -> 0, asked.state(), level.opening());
        books.saleStates.put(asked.id(), new AppliedId(content, content.toString(), now));
        return new Applied(null, books.enter(CommandKind.SALE_STATE, asked.id(), null, null, now), false);
    }
}
