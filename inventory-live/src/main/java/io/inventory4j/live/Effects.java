package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.StockVerb;
import io.inventory4j.Verb;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action does to the ledger. All ids are derived from the operation's, and no quantity from a level that was
 * read. So it can be done again, wholly or from the middle, by this node or another one, and takes effect once.
 */
final class Effects {
    private static final int PAGE = 200;

    private final Inventory inventory;
    private final SaleLines lines;

    Effects(Inventory inventory, SaleLines lines) {
        this.inventory = inventory;
        this.lines = lines;
    }

    /** Whether the plan allows an action at all. */
    void check(Action action) {
        if (action instanceof Action.TopUp topUp) {
            if (!lines.get(topUp.sku()).isolated()) {
                throw notMoved(topUp.sku(), "topped up");
            }
            lines.share(topUp.sku(), topUp.channel());
        } else if (action instanceof Action.Transfer move) {
            if (!lines.get(move.sku()).isolated()) {
                throw notMoved(move.sku(), "transferred between channels");
            }
            if (lines.share(move.sku(), move.from()).equals(lines.share(move.sku(), move.to()))) {
                throw new IllegalArgumentException(move.sku() + " has one share for all channels");
            }
        } else if (action instanceof Action.ReleaseSafety release) {
            if (lines.get(release.sku()).kit()) {
                throw new IllegalArgumentException(release.sku() + " is a kit, and has no safety stock");
            }
            lines.share(release.sku(), release.channel());
        } else if (action instanceof Action.SwitchToBackup backup
                && lines.get(backup.sku()).backup() == null) {
            throw new IllegalArgumentException("the plan names no backup of " + backup.sku());
        } else if (action.sku() != null) {
            lines.number(action.sku());
        }
    }

    private static IllegalArgumentException notMoved(String sku, String what) {
        return new IllegalArgumentException(sku + " is sold from the shop's own line, and cannot be " + what);
    }

    /**
     * Does it, but for {@link #releaseHolds}.
     *
     * @return the first refusal, or empty if all of it took effect
     */
    Optional<Refusal> run(String id, Action action) {
        if (action instanceof Action.Freeze freeze) {
            return close(id, List.of(lines.get(freeze.sku())), freeze.holds());
        } else if (action instanceof Action.End end) {
            return close(id, end.sku() == null ? lines.all() : List.of(lines.get(end.sku())), end.holds());
        } else if (action instanceof Action.Thaw thaw) {
            return apply(states(id, List.of(lines.get(thaw.sku())), SaleState.OPEN));
        } else if (action instanceof Action.TopUp topUp) {
            StockKey to = lines.share(topUp.sku(), topUp.channel()).key();
            return apply(List.of(lines.get(topUp.sku()).allot(id, to, topUp.units())));
        } else if (action instanceof Action.Transfer move) {
            StockKey from = lines.share(move.sku(), move.from()).key();
            StockKey to = lines.share(move.sku(), move.to()).key();
            return apply(List.of(SaleLine.moving(id, from, to, move.units())));
        } else if (action instanceof Action.ReleaseSafety release) {
            return releaseSafety(id, release);
        } else if (action instanceof Action.SwitchToBackup backup) {
            SaleLine line = lines.get(backup.sku());
            List<Verb> verbs = new ArrayList<>(states(id + "/stop", List.of(line), SaleState.NO_NEW));
            verbs.addAll(states(id + "/start", List.of(lines.get(String.valueOf(line.backup()))), SaleState.OPEN));
            return apply(verbs);
        }
        return Optional.empty();
    }

    private Optional<Refusal> releaseSafety(String id, Action.ReleaseSafety release) {
        SaleLine line = lines.get(release.sku());
        StockKey to = lines.share(release.sku(), release.channel()).key();
        if (!line.isolated()) {
            return apply(List.of(StockVerb.move(
                    id,
                    "safety stock released by the live sale",
                    new Posting(to, Bucket.SAFETY, Bucket.AVAILABLE, release.units()))));
        }
        return apply(List.of(StockVerb.move(
                id,
                "safety stock released by the live sale",
                new Posting(line.stock(), Bucket.SAFETY, Bucket.OUTSIDE, release.units()),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, release.units()))));
    }

    private Optional<Refusal> close(String id, List<SaleLine> closed, OpenHolds holds) {
        // A line that is not there sells nothing already.
        return apply(states(id, closed, holds == OpenHolds.STOP ? SaleState.STOPPED : SaleState.NO_NEW))
                .filter(refusal -> refusal.reason() != Reason.UNKNOWN_LINE);
    }

    /** Whether the action is one move, which has the operation's own id. */
    static boolean moves(Action action) {
        return action instanceof Action.TopUp
                || action instanceof Action.Transfer
                || action instanceof Action.ReleaseSafety;
    }

    /** Where holds are given back after an action. */
    List<StockKey> released(Action action) {
        List<SaleLine> of = List.of();
        if (action instanceof Action.Freeze freeze && freeze.holds() == OpenHolds.RELEASE) {
            of = List.of(lines.get(freeze.sku()));
        } else if (action instanceof Action.End end && end.holds() == OpenHolds.RELEASE) {
            of = end.sku() == null ? lines.all() : List.of(lines.get(end.sku()));
        }
        return of.stream()
                .flatMap(line -> line.shares().stream())
                .map(Share::key)
                .toList();
    }

    private static List<Verb> states(String id, List<SaleLine> of, SaleState state) {
        List<Verb> verbs = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            List<Share> shares = of.get(i).shares();
            for (int j = 0; j < shares.size(); j++) {
                String step = of.size() * shares.size() == 1 ? id : id + "/" + i + "/" + j;
                verbs.add(StockVerb.setSaleState(step, shares.get(j).key(), state));
            }
        }
        return verbs;
    }

    Optional<Refusal> apply(List<? extends Verb> verbs) {
        Optional<Refusal> first = Optional.empty();
        for (int from = 0; from < verbs.size(); from += PAGE) {
            for (Outcome outcome : inventory.apply(verbs.subList(from, Math.min(verbs.size(), from + PAGE)))) {
                first = first.isPresent() ? first : outcome.refused();
            }
        }
        return first;
    }

    /**
     * Gives back what was held of a line when it was closed. It may have been opened again since, by somebody who did
     * not wait for this: later holds stay. A whole release asks for a state, so doing it again changes nothing (rule
     * 2.10).
     */
    void releaseHolds(StockKey key, Instant closedAt) {
        @Nullable String after = null;
        List<Reservation> page;
        do {
            page = inventory.openReservations(key, after, PAGE);
            List<Verb> releases = new ArrayList<>();
            for (Reservation reservation : page) {
                after = reservation.id().value();
                if (!reservation.madeAt().isAfter(closedAt)) {
                    releases.add(OrderVerb.release(after));
                }
            }
            // What was paid or ran out meanwhile is refused: it is not held any more.
            apply(releases);
        } while (page.size() == PAGE);
    }
}
