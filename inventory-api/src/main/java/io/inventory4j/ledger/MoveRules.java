package io.inventory4j.ledger;

import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
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
        Map<StockKey, Boolean> posted = new TreeMap<>();
        command.postings().forEach(posting -> posted.put(posting.key(), true));
        TreeSet<StockKey> keys = new TreeSet<>(posted.keySet());
        keys.addAll(command.expectedVersions().keySet());
        keys.addAll(command.openings().keySet());
        Draft draft = new Draft(view);
        for (StockKey key : keys) {
            boolean touched = posted.containsKey(key) || command.openings().containsKey(key);
            LineDraft line = touched ? draft.line(key) : new LineDraft(key, view.line(key));
            Decision refusal = judge(command, line, posted.containsKey(key));
            if (refusal != null) {
                return refusal;
            }
        }
        return draft.applied(null, List.of(), new AppliedCommand(command.content(), now));
    }

    private static @Nullable Decision judge(Move command, LineDraft line, boolean posted) {
        StockKey key = line.key;
        if (!line.exists && !posted && command.openings().containsKey(key)) {
            return LedgerRules.refuse(Reason.UNKNOWN_LINE, key.toString(), 0);
        }
        Long expected = command.expectedVersions().get(key);
        if (expected != null && expected != line.before.version()) {
            return LedgerRules.refuse(Reason.STALE, key.toString(), 0);
        }
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                line.move(posting.from(), posting.to(), posting.quantity());
            }
        }
        Decision refusal = judgeUnits(command.force(), line);
        if (refusal == null) {
            setOpening(command.openings().get(key), line);
        }
        return refusal;
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

    /** Rule 3.7. */
    private static void setOpening(@Nullable Long opening, LineDraft line) {
        if (opening != null) {
            line.opening = opening;
        } else if (line.opening == 0 && line.available() > line.before.available()) {
            line.opening = line.available() - line.before.available();
        }
    }

    static Decision decide(SetSaleState command, LedgerView view, Instant now) {
        AppliedCommand stored = view.saleState(command.id());
        if (stored != null) {
            return again(stored, command.content(), command.id());
        }
        Draft draft = new Draft(view);
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
