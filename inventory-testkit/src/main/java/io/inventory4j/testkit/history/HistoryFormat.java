package io.inventory4j.testkit.history;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Formats commands and answers as one line each, for people who look for a fault. */
final class HistoryFormat {
    private static final Bucket[] BUCKETS = Bucket.values();

    private HistoryFormat() {}

    static String of(Command command) {
        if (command instanceof Reserve reserve) {
            return of(reserve);
        }
        if (command instanceof Settle settle) {
            String quantities =
                    settle.quantities().isEmpty() ? "all" : settle.quantities().toString();
            String by = settle.id() == null ? "" : " by " + settle.id();
            return settle.transition() + " " + settle.reservation() + by + ": " + quantities
                    + (settle.releaseRest() ? ", rest released" : "")
                    + (settle.holdFor() == null ? "" : ", for " + settle.holdFor());
        }
        if (command instanceof Move move) {
            return of(move);
        }
        SetSaleState saleState = (SetSaleState) command;
        return "set " + saleState.key() + " " + saleState.state() + " by " + saleState.id();
    }

    private static String of(Reserve reserve) {
        String verb = (reserve.sold() ? "sell " : "reserve ") + reserve.id() + (reserve.again() ? " again" : "");
        StringJoiner text = new StringJoiner(", ", verb + ": ", "");
        for (ReserveLine line : reserve.lines()) {
            text.add(line.quantity() + " of " + line.key() + (line.floor() == 0 ? "" : " above " + line.floor()));
            line.unitCharges().forEach(charge -> text.add(of(charge)));
        }
        reserve.orderCharges().forEach(charge -> text.add("order's " + of(charge)));
        String until = reserve.sold() ? "" : ", for " + reserve.holdFor();
        return text + until + (reserve.replaces() == null ? "" : ", instead of " + reserve.replaces());
    }

    private static String of(Charge charge) {
        boolean always = charge.from() == null && charge.until() == null;
        return charge.counter() + " up to " + charge.limit()
                + (charge.forgetAfter() == null ? "" : " ending " + charge.forgetAfter())
                + (always ? "" : " from " + charge.from() + " until " + charge.until());
    }

    private static String of(Move move) {
        StringJoiner text = new StringJoiner(", ", "move " + move.id() + ": ", move.force() ? ", forced" : "");
        move.postings()
                .forEach(posting -> text.add(
                        posting.quantity() + " of " + posting.key() + " " + posting.from() + " to " + posting.to()));
        move.targets()
                .forEach(target -> text.add(target.key() + " to " + target.target() + " " + target.quantity()
                        + (target.departed() == null ? "" : " and " + target.departed())));
        move.expectedVersions().forEach((key, version) -> text.add(key + " at version " + version));
        move.openings()
                .forEach((key, opening) ->
                        text.add("opening of " + key + " " + opening.quantity() + (opening.pinned() ? " pinned" : "")));
        return text.toString();
    }

    /** Two answers that differ, in words that differ. */
    static String difference(@Nullable Object seen, @Nullable Object expected) {
        String one = answer(seen);
        String other = answer(expected);
        return one.equals(other)
                ? "saw  " + seen + "\n      not  " + expected
                : "saw  " + one + "\n      not  " + other;
    }

    static String answer(@Nullable Object answer) {
        if (answer instanceof Outcome.Refused refused) {
            Refusal refusal = refused.refusal();
            return "refused " + refusal.reason() + " " + refusal.subject() + ", " + refusal.remaining() + " left"
                    + (refusal.at() == null ? "" : " at " + refusal.at());
        }
        if (answer instanceof Outcome.Applied applied) {
            StringJoiner text = new StringJoiner("; ", applied.replayed() ? "replayed; " : "applied; ", "");
            applied.changes().forEach(change -> text.add(change(change)));
            return text.add(answer(applied.reservation())).toString();
        }
        if (answer instanceof StockLevel level) {
            return level.key() + " at " + level.version() + units(StockLevel.empty(level.key()), level);
        }
        return answer instanceof Reservation found ? reservation(found) : Objects.toString(answer, "nothing");
    }

    private static String change(LevelChange change) {
        return change.key() + " " + change.before().version() + "->"
                + change.after().version() + units(change.before(), change.after());
    }

    private static String units(StockLevel before, StockLevel after) {
        StringBuilder text = new StringBuilder();
        for (Bucket bucket : BUCKETS) {
            if (before.quantity(bucket) != after.quantity(bucket)) {
                text.append(' ').append(bucket).append(' ');
                text.append(before.quantity(bucket)).append("->").append(after.quantity(bucket));
            }
        }
        return text
                + (before.saleState() == after.saleState() ? "" : " " + after.saleState())
                + (before.opening() == after.opening() ? "" : " opening " + after.opening())
                + (before.openingPinned() == after.openingPinned() ? "" : " pinned " + after.openingPinned());
    }

    private static String reservation(Reservation found) {
        StringJoiner text = new StringJoiner(", ", found.id() + " " + found.state() + " (", ")");
        for (ReservedLine line : found.lines()) {
            text.add(line.key() + " reserved " + line.reserved() + " committed " + line.committed() + " shipped "
                    + line.shipped() + " released " + line.released() + " returned " + line.returned() + " swept "
                    + line.swept());
        }
        return text.add("until " + found.expiresAt())
                + (found.sold() ? " sold" : "")
                + (found.ended() ? " ended" : "")
                + " changed " + found.changedAt();
    }
}
