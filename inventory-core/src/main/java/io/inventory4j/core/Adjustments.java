package io.inventory4j.core;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.SafetyStock;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Stocktake;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.StockLedger;
import java.util.List;
import java.util.Map;

/**
 * Brings a line to a quantity that the caller names: posts the difference between that quantity and the current one.
 * The move expects the version of the line that the difference was computed from. If the line has changed meanwhile,
 * the ledger refuses the move as STALE, and the difference is computed again.
 *
 * <p>A retry whose first answer was lost finds the line with the wanted quantity, and posts nothing. If the line has
 * changed since, the difference is another one now. The ledger knows the id and refuses the other content as ID_REUSED,
 * so the difference is never posted twice.
 */
final class Adjustments {
    /** How many times a difference is computed on a line that keeps changing. */
    private static final int ATTEMPTS = 100;

    private static final Outcome NOTHING_TO_POST = new Outcome.Applied(null, List.of(), true);

    private final StockLedger ledger;

    Adjustments(StockLedger ledger) {
        this.ledger = ledger;
    }

    Outcome setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        Bounds.text("move id", id);
        for (int attempt = 1; ; attempt++) {
            StockLevel level = level(key);
            long missing = safetyStock.unitsOf(level) - level.safety();
            if (missing == 0) {
                return NOTHING_TO_POST;
            }
            Posting posting = missing > 0
                    ? new Posting(key, Bucket.AVAILABLE, Bucket.SAFETY, missing)
                    : new Posting(key, Bucket.SAFETY, Bucket.AVAILABLE, -missing);
            Outcome outcome = apply(
                    new Move(id, "safety stock", false, List.of(posting), Map.of(key, level.version()), Map.of()));
            if (refused(outcome, Reason.ID_REUSED)) {
                StockLevel now = level(key);
                return safetyStock.unitsOf(now) == now.safety() ? NOTHING_TO_POST : outcome;
            }
            if (!refused(outcome, Reason.STALE) || attempt == ATTEMPTS) {
                return outcome;
            }
        }
    }

    Stocktake.Result book(Stocktake count) {
        for (int attempt = 1; ; attempt++) {
            StockLevel level = level(count.key());
            Long expected = count.expectedVersion();
            long version = expected == null ? level.version() : expected;
            if (level.version() < version) {
                return new Stocktake.Result(
                        new Outcome.Refused(Reason.STALE, count.key().toString(), 0), 0);
            }
            // Once the line has changed, only the ledger can distinguish a retry from a count that came too late.
            boolean current = level.version() == version;
            if (current && agrees(count, level)) {
                return new Stocktake.Result(NOTHING_TO_POST, 0);
            }
            long variance = count.countedOnHand() - level.onHand();
            Outcome outcome = apply(move(count, variance, version));
            if (outcome instanceof Outcome.Applied applied) {
                return new Stocktake.Result(outcome, applied.replayed() ? 0 : variance);
            }
            if (refused(outcome, Reason.ID_REUSED) && agrees(count, level(count.key()))) {
                return new Stocktake.Result(NOTHING_TO_POST, 0);
            }
            if (expected != null || !refused(outcome, Reason.STALE) || attempt == ATTEMPTS) {
                return new Stocktake.Result(outcome, 0);
            }
        }
    }

    private static Move move(Stocktake count, long variance, long version) {
        StockKey key = count.key();
        List<Posting> postings;
        if (variance > 0) {
            postings = List.of(new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, variance));
        } else if (variance < 0) {
            postings = List.of(new Posting(key, Bucket.AVAILABLE, Bucket.OUTSIDE, -variance));
        } else if (count.asOpening()) {
            postings = List.of();
        } else {
            // Comes here only with an expected version that has passed. Such a move is refused as STALE unless the
            // ledger knows its id, so it is never applied: it only asks whether the id is known.
            postings = List.of(new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
        }
        Map<StockKey, Long> openings = count.asOpening() ? Map.of(key, count.countedOnHand()) : Map.of();
        return new Move(count.id(), "stocktake", true, postings, Map.of(key, version), openings);
    }

    private static boolean agrees(Stocktake count, StockLevel level) {
        return level.onHand() == count.countedOnHand()
                && (!count.asOpening() || level.opening() == count.countedOnHand());
    }

    private StockLevel level(StockKey key) {
        List<StockLevel> found = ledger.levels(List.of(key));
        return found.isEmpty() ? StockLevel.empty(key) : found.get(0);
    }

    private Outcome apply(Move move) {
        return ledger.apply(List.of(move)).get(0);
    }

    private static boolean refused(Outcome outcome, Reason reason) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().reason() == reason;
    }
}
