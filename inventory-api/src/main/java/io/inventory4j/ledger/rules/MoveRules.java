package io.inventory4j.ledger.rules;

import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.SafetyStock;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules 3 and 4: what a shop does to its stock apart from selling it. */
final class MoveRules {
    private static final Bucket[] BUCKETS = Bucket.values();

    private MoveRules() {}

    static Decision decide(Move command, Decision decision) {
        RememberedDraft own = decision.remembered(command.id(), true);
        AppliedCommand stored = own.stored();
        if (stored != null) {
            return again(stored, command.content(), command.id(), decision);
        }
        Map<StockKey, SetTo> targets = new TreeMap<>();
        command.targets().forEach(target -> targets.put(target.key(), target));
        TreeSet<StockKey> posted = new TreeSet<>();
        command.postings().forEach(posting -> posted.add(posting.key()));
        TreeSet<StockKey> keys = new TreeSet<>(posted);
        keys.addAll(targets.keySet());
        keys.addAll(command.expectedVersions().keySet());
        keys.addAll(command.openings().keySet());
        for (StockKey key : keys) {
            LineDraft line = decision.line(key);
            if (judge(command, line, posted.contains(key), targets.get(key), decision) != null) {
                return decision;
            }
        }
        own.remember(new AppliedCommand(command.content(), decision.now()));
        return decision.apply(null);
    }

    private static @Nullable Decision judge(
            Move command, LineDraft line, boolean posted, @Nullable SetTo target, Decision decision) {
        StockKey key = line.key();
        Opening opening = command.openings().get(key);
        boolean creates = posted || (target != null && creates(target));
        if (!line.exists() && !creates && (target != null || opening != null)) {
            return decision.refuse(Reason.UNKNOWN_LINE, key, 0);
        }
        Long expected = command.expectedVersions().get(key);
        SetTo.Departed departed = target == null ? null : target.departed();
        boolean changed = (expected != null && expected != line.stored().version())
                || (departed != null && departed.version() != line.stored().version());
        if (changed) {
            return decision.refuse(Reason.STALE, key, 0);
        }
        boolean received = false;
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                line.touch().move(posting.from(), posting.to(), posting.quantity());
                received |= posting.to() == Bucket.AVAILABLE
                        && (posting.from() == Bucket.OUTSIDE || posting.from() == Bucket.INCOMING);
            }
        }
        if (target != null) {
            long missing = missing(target, line.row(), opening);
            if (missing != 0 || !line.exists()) {
                line.touch().move(creates(target) ? Bucket.OUTSIDE : Bucket.SAFETY, Bucket.AVAILABLE, missing);
            }
            received = creates(target);
        }
        Decision refusal = judgeUnits(command.force(), line, decision);
        if (refusal == null) {
            setOpening(opening, received, line);
        }
        return refusal;
    }

    /** Rule 3.8: the units that AVAILABLE gains so that the line has what the target says. */
    private static long missing(SetTo target, LineRow line, @Nullable Opening opening) {
        return switch (target.target()) {
            case AVAILABLE -> target.quantity() - line.available();
            case ON_HAND ->
                target.quantity()
                        + (target.departed() == null ? 0 : target.departed().units())
                        - line.onHand();
            case SAFETY -> line.units(Bucket.SAFETY) - target.quantity();
            case SAFETY_PERCENT ->
                line.units(Bucket.SAFETY)
                        - SafetyStock.percentOf(
                                opening == null ? line.opening() : opening.quantity(), target.quantity());
        };
    }

    /** Rule 3.2: only what a move lowers is judged, so that raising a negative bucket is always allowed. */
    private static @Nullable Decision judgeUnits(boolean force, LineDraft line, Decision decision) {
        LineRow stored = line.stored();
        LineRow row = line.row();
        for (Bucket bucket : BUCKETS) {
            if (bucket == Bucket.OUTSIDE || (force && bucket == Bucket.AVAILABLE)) {
                continue;
            }
            long before = stored.units(bucket);
            long after = row.units(bucket);
            if (after < before && after < 0) {
                return decision.refuse(Reason.INSUFFICIENT, line.key(), Math.max(0, before));
            }
        }
        if (row.onHand() < 0 && row.onHand() < stored.onHand()) {
            return decision.refuse(Reason.SHORTFALL, line.key(), 0);
        }
        return row.overflows() ? decision.refuse(Reason.OVERFLOW, line.key(), 0) : null;
    }

    /** Rule 3.7: what comes in raises the opening; what was sold and comes again does not. */
    private static void setOpening(@Nullable Opening opening, boolean received, LineDraft line) {
        if (opening != null) {
            line.touch().opening(opening.quantity(), opening.pinned());
            return;
        }
        LineRow stored = line.stored();
        long after = line.row().available();
        if (stored.openingPinned() || !received || after <= stored.available() || after <= 0) {
            return;
        }
        boolean anew = stored.available() <= 0 && stored.units(Bucket.RESERVED) == 0;
        if (anew || after > stored.opening()) {
            line.touch().opening(after, false);
        }
    }

    static Decision decide(SetSaleState command, Decision decision) {
        RememberedDraft own = decision.remembered(command.id(), false);
        AppliedCommand stored = own.stored();
        if (stored != null) {
            return again(stored, command.content(), command.id(), decision);
        }
        LineDraft line = decision.line(command.key());
        if (!line.exists()) {
            return decision.refuse(Reason.UNKNOWN_LINE, command.key(), 0);
        }
        line.touch().sell(command.state(), command.window());
        own.remember(new AppliedCommand(command.content(), decision.now()));
        return decision.apply(null);
    }

    private static Decision again(AppliedCommand stored, String content, String id, Decision decision) {
        return stored.content().equals(content) ? decision.replay(null) : decision.refuse(Reason.ID_REUSED, id, 0);
    }

    /** Whether a line that does not exist is made. */
    static boolean creates(SetTo target) {
        return target.target() == SetTo.Target.AVAILABLE || target.target() == SetTo.Target.ON_HAND;
    }
}
