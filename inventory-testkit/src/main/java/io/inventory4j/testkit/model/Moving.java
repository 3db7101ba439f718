package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Applied;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
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
        // Rule 3.9: units that have departed are no content.
        List<?> targets = asked.targets().stream()
                .map(target -> List.of(target.key(), target.target(), target.quantity()))
                .toList();
        List<Object> content =
                List.of(asked.postings(), targets, asked.force(), asked.expectedVersions(), asked.openings());
        Outcome again = again(books.moves, asked.id(), content);
        if (again != null) {
            return again;
        }
        Map<StockKey, Map<Bucket, Long>> net = net(asked.postings());
        Map<StockKey, SetTo> aims = new TreeMap<>();
        asked.targets().forEach(target -> aims.put(target.key(), target));
        TreeSet<StockKey> keys = new TreeSet<>(net.keySet());
        keys.addAll(aims.keySet());
        keys.addAll(asked.expectedVersions().keySet());
        keys.addAll(asked.openings().keySet());
        for (StockKey key : keys) {
            SetTo aim = aims.get(key);
            Opening opening = asked.openings().get(key);
            Refused refused = refusal(asked, key, net.containsKey(key), aim);
            if (refused != null) {
                return refused;
            }
            StockLevel level = books.levelOrEmpty(key);
            Map<Bucket, Long> gains = aim == null ? net.get(key) : difference(level, aim, opening);
            refused = gains == null ? null : refusal(level, gains, asked.force());
            if (refused != null) {
                return refused;
            }
            if (gains != null || opening != null) {
                post(level, gains == null ? Map.of() : gains, opening, receives(asked, key, aim));
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

    /** Rule 3.8: what a target posts; null where an existing line has it already, and is not touched. */
    private static @Nullable Map<Bucket, Long> difference(StockLevel level, SetTo aim, @Nullable Opening opening) {
        Map<Bucket, Long> gains = new EnumMap<>(Bucket.class);
        long more = wanted(level, aim, opening) - has(level, aim.target());
        if (more == 0) {
            return level.version() == 0 ? gains : null;
        }
        boolean withheld = aim.target() == Target.SAFETY || aim.target() == Target.SAFETY_PERCENT;
        gains.put(withheld ? Bucket.SAFETY : Bucket.AVAILABLE, more);
        gains.put(withheld ? Bucket.AVAILABLE : Bucket.OUTSIDE, -more);
        return gains;
    }

    private static long wanted(StockLevel level, SetTo aim, @Nullable Opening opening) {
        if (aim.target() == Target.SAFETY_PERCENT) {
            long whole = opening == null ? level.opening() : opening.quantity();
            return (whole * aim.quantity() + 99) / 100;
        }
        return aim.quantity() + (aim.departed() == null ? 0 : aim.departed().units());
    }

    private static long has(StockLevel level, Target target) {
        return switch (target) {
            case AVAILABLE -> level.available();
            case ON_HAND -> level.onHand();
            case SAFETY, SAFETY_PERCENT -> level.safety();
        };
    }

    private @Nullable Refused refusal(Move asked, StockKey key, boolean posted, @Nullable SetTo aim) {
        StockLevel level = books.level(key);
        boolean creates =
                posted || (aim != null && (aim.target() == Target.AVAILABLE || aim.target() == Target.ON_HAND));
        boolean needs = aim != null || asked.openings().containsKey(key);
        if (level == null && needs && !creates) {
            return new Refused(Reason.UNKNOWN_LINE, key, 0);
        }
        long version = level == null ? 0 : level.version();
        Long expected = asked.expectedVersions().get(key);
        boolean stale = expected != null && expected != version;
        boolean departedSince =
                aim != null && aim.departed() != null && aim.departed().version() != version;
        return stale || departedSince ? new Refused(Reason.STALE, key, 0) : null;
    }

    private static @Nullable Refused refusal(StockLevel level, Map<Bucket, Long> gains, boolean force) {
        StockKey key = level.key();
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

    /** Rule 3.7: whether a move brings units of a line from OUTSIDE or INCOMING. */
    private static boolean receives(Move asked, StockKey key, @Nullable SetTo aim) {
        if (aim != null) {
            return aim.target() == Target.AVAILABLE || aim.target() == Target.ON_HAND;
        }
        return asked.postings().stream()
                .anyMatch(posting -> posting.key().equals(key)
                        && posting.to() == Bucket.AVAILABLE
                        && (posting.from() == Bucket.OUTSIDE || posting.from() == Bucket.INCOMING));
    }

    private void post(StockLevel level, Map<Bucket, Long> gains, @Nullable Opening given, boolean receives) {
        Opening opening = given == null ? Books.opening(level) : given;
        long gain = gains.getOrDefault(Bucket.AVAILABLE, 0L);
        long after = level.available() + gain;
        // Rule 3.7.
        if (given == null && !level.openingPinned() && receives && gain > 0 && after > 0) {
            boolean soldOut = level.available() <= 0 && level.reserved() == 0;
            opening = soldOut || after > level.opening() ? Opening.of(after) : opening;
        }
        books.write(level, bucket -> gains.getOrDefault(bucket, 0L), Selling.of(level), opening);
    }

    Outcome setSaleState(SetSaleState asked, Instant now) {
        List<Object> content = List.of(asked.key(), String.valueOf(asked.state()), String.valueOf(asked.window()));
        Outcome again = again(books.saleStates, asked.id(), content);
        if (again != null) {
            return again;
        }
        StockLevel level = books.level(asked.key());
        if (level == null) {
            return new Refused(Reason.UNKNOWN_LINE, asked.key(), 0);
        }
        books.write(level, bucket -> 0, Selling.of(level).after(asked), Books.opening(level));
        books.saleStates.put(asked.id(), new AppliedId(content, content.toString(), now));
        return new Applied(null, books.enter(CommandKind.SALE_STATE, asked.id(), null, null, now), false);
    }
}
