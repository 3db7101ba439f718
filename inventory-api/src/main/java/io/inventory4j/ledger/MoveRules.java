package io.inventory4j.ledger;

import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.SafetyStock;
import io.inventory4j.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules 3 and 4: what a shop does to its stock apart from selling it. */
final class MoveRules {
    private static final Bucket[] BUCKETS = Bucket.values();

    private MoveRules() {}

    static Decision decide(Move command, LedgerView view, Instant now) {
        AppliedCommand stored = view.move(command.id());
        if (stored != null) {
            return again(stored, command.content(), command.id());
        }
        Map<StockKey, SetTo> targets = new TreeMap<>();
        command.targets().forEach(target -> targets.put(target.key(), target));
        TreeSet<StockKey> posted = new TreeSet<>();
        command.postings().forEach(posting -> posted.add(posting.key()));
        TreeSet<StockKey> keys = new TreeSet<>(posted);
        keys.addAll(targets.keySet());
        keys.addAll(command.expectedVersions().keySet());
        keys.addAll(command.openings().keySet());
        Draft draft = new Draft(view, now);
        for (StockKey key : keys) {
            LineDraft line = draft.read(key);
            SetTo target = targets.get(key);
            Decision refusal = judge(command, line, posted.contains(key), target);
            if (refusal != null) {
                return refusal;
            }
            boolean moved = target != null && (!line.exists || line.moved());
            if (moved || posted.contains(key) || command.openings().containsKey(key)) {
                draft.touch(line);
            }
        }
        return draft.applied(null, List.of(), new AppliedCommand(command.content(), now));
    }

    private static @Nullable Decision judge(Move command, LineDraft line, boolean posted, @Nullable SetTo target) {
        StockKey key = line.key;
        Opening opening = command.openings().get(key);
        boolean creates = posted || (target != null && target.creates());
        if (!line.exists && !creates && (target != null || opening != null)) {
            return LedgerRules.refuse(Reason.UNKNOWN_LINE, key.toString(), 0);
        }
        Long expected = command.expectedVersions().get(key);
        SetTo.Departed departed = target == null ? null : target.departed();
        boolean changed = (expected != null && expected != line.before.version())
                || (departed != null && departed.version() != line.before.version());
        if (changed) {
            return LedgerRules.refuse(Reason.STALE, key.toString(), 0);
        }
        boolean received = false;
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                line.move(posting.from(), posting.to(), posting.quantity());
                received |= posting.to() == Bucket.AVAILABLE
                        && (posting.from() == Bucket.OUTSIDE || posting.from() == Bucket.INCOMING);
            }
        }
        if (target != null) {
            line.move(
                    target.creates() ? Bucket.OUTSIDE : Bucket.SAFETY,
                    Bucket.AVAILABLE,
                    missing(target, line, opening));
            received = target.creates();
        }
        Decision refusal = judgeUnits(command.force(), line);
        if (refusal == null) {
            setOpening(opening, received, line);
        }
        return refusal;
    }

    /** Rule 3.8: the units that AVAILABLE gains so that the line has what the target says. */
    private static long missing(SetTo target, LineDraft line, @Nullable Opening opening) {
        return switch (target.target()) {
            case AVAILABLE -> target.quantity() - line.available();
            case ON_HAND ->
                target.quantity()
                        + (target.departed() == null ? 0 : target.departed().units())
                        - line.onHand();
            case SAFETY -> line.before.safety() - target.quantity();
            case SAFETY_PERCENT ->
                line.before.safety()
                        - SafetyStock.percentOf(opening == null ? line.opening : opening.quantity(), target.quantity());
        };
    }

    /** Rule 3.2: only what a move lowers is judged, so that raising a negative bucket is always allowed. */
    private static @Nullable Decision judgeUnits(boolean force, LineDraft line) {
        for (Bucket bucket : BUCKETS) {
            if (bucket == Bucket.OUTSIDE || (force && bucket == Bucket.AVAILABLE)) {
                continue;
            }
            long before = line.before.quantity(bucket);
            long after = line.units(bucket);
            if (after < before && after < 0) {
                return LedgerRules.refuse(Reason.INSUFFICIENT, line.key.toString(), Math.max(0, before));
            }
        }
        if (line.onHand() < 0 && line.onHand() < line.before.onHand()) {
            return LedgerRules.refuse(Reason.SHORTFALL, line.key.toString(), 0);
        }
        return line.overflows() ? LedgerRules.refuse(Reason.OVERFLOW, line.key.toString(), 0) : null;
    }

    /** Rule 3.7: what comes in raises the opening; what was sold and comes again does not. */
    private static void setOpening(@Nullable Opening opening, boolean received, LineDraft line) {
        if (opening != null) {
            line.opening = opening.quantity();
            line.openingPinned = opening.pinned();
            return;
        }
        long after = line.available();
        if (line.openingPinned || !received || after <= line.before.available() || after <= 0) {
            return;
        }
        boolean anew = line.before.available() <= 0 && line.before.reserved() == 0;
        if (anew || after > line.opening) {
            line.opening = after;
        }
    }

    static Decision decide(SetSaleState command, LedgerView view, Instant now) {
        AppliedCommand stored = view.saleState(command.id());
        if (stored != null) {
            return again(stored, command.content(), command.id());
        }
        Draft draft = new Draft(view, now);
        LineDraft line = draft.line(command.key());
        if (!line.exists) {
            return LedgerRules.refuse(Reason.UNKNOWN_LINE, command.key().toString(), 0);
        }
        line.saleState = command.state();
        return draft.applied(null, List.of(), new AppliedCommand(command.content(), now));
    }

    private static Decision again(AppliedCommand stored, String content, String id) {
        return stored.content().equals(content)
                ? LedgerRules.replay(null)
                : LedgerRules.refuse(Reason.ID_REUSED, id, 0);
    }
}
