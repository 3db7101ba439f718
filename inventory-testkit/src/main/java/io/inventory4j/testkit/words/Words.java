package io.inventory4j.testkit.words;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats commands and answers as one line each, for people who look for a fault. Texts are {@linkplain Printable
 * printable}, and of long lists the beginning is shown. Stateless, thread-safe.
 */
public final class Words {
    private static final Bucket[] BUCKETS = Bucket.values();

    /** How much of a list is shown. */
    private static final int SHOWN = 12;

    private Words() {}

    /** Joins the first parts, and counts the rest. */
    private static final class Some {
        private final StringJoiner joined;
        private int parts;

        Some(String separator, String start, String end) {
            joined = new StringJoiner(separator, start, end);
        }

        Some add(String part) {
            parts++;
            if (parts <= SHOWN) {
                joined.add(part);
            }
            return this;
        }

        @Override
        public String toString() {
            return parts > SHOWN ? joined + " … and " + (parts - SHOWN) + " more" : joined.toString();
        }
    }

    private static String text(Object text) {
        return Printable.of(text);
    }

    private static String units(Map<StockKey, Long> quantities) {
        Some text = new Some(", ", "{", "}");
        new TreeMap<>(quantities).forEach((key, quantity) -> text.add(text(key) + "=" + quantity));
        return text.toString();
    }

    /** A command. */
    public static String of(Command command) {
        if (command instanceof Reserve reserve) {
            return of(reserve);
        }
        if (command instanceof Settle settle) {
            String quantities = settle.quantities().isEmpty() ? "all" : units(settle.quantities());
            String by = settle.id() == null ? "" : " by " + text(settle.id());
            return settle.transition() + " " + text(settle.reservation()) + by + ": " + quantities
                    + (settle.releaseRest() ? ", rest released" : "")
                    + (settle.holdFor() == null ? "" : ", for " + settle.holdFor());
        }
        if (command instanceof Move move) {
            return of(move);
        }
        SetSaleState saleState = (SetSaleState) command;
        return "set " + text(saleState.key())
                + (saleState.state() == null ? "" : " " + saleState.state())
                + (saleState.window() == null ? "" : " " + text(saleState.window()))
                + " by " + text(saleState.id());
    }

    private static String of(Reserve reserve) {
        String verb = (reserve.sold() ? "sell " : "reserve ") + text(reserve.id()) + (reserve.again() ? " again" : "");
        Some text = new Some(", ", verb + ": ", "");
        for (ReserveLine line : reserve.lines()) {
            text.add(line.quantity() + " of " + text(line.key()) + (line.floor() == 0 ? "" : " above " + line.floor()));
            line.unitCharges().forEach(charge -> text.add(of(charge)));
        }
        reserve.flexible().forEach(line -> text.add(of(line)));
        reserve.orderCharges().forEach(charge -> text.add("order's " + of(charge)));
        String until = reserve.sold() ? "" : ", for " + reserve.holdFor();
        return text + until + (reserve.replaces() == null ? "" : ", instead of " + text(reserve.replaces()));
    }

    private static String of(FlexibleLine line) {
        Some sources =
                new Some(line.split() ? " and " : " or ", line.least() + " to " + line.quantity() + " of (", ")");
        for (Source source : line.sources()) {
            sources.add(text(source.key())
                    + (source.floor() == 0 ? "" : " above " + source.floor())
                    + source.unitCharges().stream()
                            .map(charge -> ", " + of(charge))
                            .collect(Collectors.joining()));
        }
        return sources.toString();
    }

    private static String of(Charge charge) {
        boolean always = charge.from() == null && charge.until() == null;
        return text(charge.counter()) + " up to " + charge.limit()
                + (charge.forgetAfter() == null ? "" : " ending " + charge.forgetAfter())
                + (always ? "" : " from " + charge.from() + " until " + charge.until());
    }

    private static String of(Move move) {
        Some text = new Some(", ", "move " + text(move.id()) + ": ", move.force() ? ", forced" : "");
        move.postings()
                .forEach(posting -> text.add(posting.quantity() + " of " + text(posting.key()) + " " + posting.from()
                        + " to " + posting.to()));
        move.targets()
                .forEach(target -> text.add(text(target.key()) + " to " + target.target() + " " + target.quantity()
                        + (target.departed() == null ? "" : " and " + target.departed())));
        move.expectedVersions().forEach((key, version) -> text.add(text(key) + " at version " + version));
        move.openings()
                .forEach((key, opening) -> text.add(
                        "opening of " + text(key) + " " + opening.quantity() + (opening.pinned() ? " pinned" : "")));
        return text.toString();
    }

    /** Two answers that differ, in words that differ. */
    public static String difference(@Nullable Object seen, @Nullable Object expected) {
        String one = answer(seen);
        String other = answer(expected);
        return one.equals(other)
                ? "saw  " + seen + "\n      not  " + expected
                : "saw  " + one + "\n      not  " + other;
    }

    /** An outcome, or what a read has found. */
    public static String answer(@Nullable Object answer) {
        if (answer instanceof Outcome.Refused refused) {
            Refusal refusal = refused.refusal();
            return "refused " + refusal.reason() + " " + text(refusal.subject()) + ", " + refusal.remaining() + " left"
                    + line(refusal)
                    + (refusal.at() == null ? "" : " at " + refusal.at());
        }
        if (answer instanceof Outcome.Applied applied) {
            Some text = new Some("; ", applied.replayed() ? "replayed; " : "applied; ", "");
            applied.changes().forEach(change -> text.add(change(change)));
            return text.add(answer(applied.reservation())).toString();
        }
        if (answer instanceof StockLevel level) {
            return text(level.key()) + " at " + level.version() + units(StockLevel.empty(level.key()), level);
        }
        return answer instanceof Reservation found ? reservation(found) : Objects.toString(answer, "nothing");
    }

    /** The line that a refusal is about, where its subject is something else. */
    private static String line(Refusal refusal) {
        StockKey key = refusal.key();
        return key == null || refusal.subject().equals(key.toString()) ? "" : " for " + text(key);
    }

    private static String change(LevelChange change) {
        return text(change.key()) + " " + change.before().version() + "->"
                + change.after().version() + units(change.before(), change.after());
    }

    /** What differs between two levels, each difference after a blank. */
    public static String units(StockLevel before, StockLevel after) {
        StringBuilder text = new StringBuilder();
        for (Bucket bucket : BUCKETS) {
            if (before.quantity(bucket) != after.quantity(bucket)) {
                text.append(' ').append(bucket).append(' ');
                text.append(before.quantity(bucket)).append("->").append(after.quantity(bucket));
            }
        }
        return text
                + (before.saleState() == after.saleState() ? "" : " " + after.saleState())
                + (before.window().equals(after.window()) ? "" : " " + text(after.window()))
                + (before.opening() == after.opening() ? "" : " opening " + after.opening())
                + (before.openingPinned() == after.openingPinned() ? "" : " pinned " + after.openingPinned());
    }

    private static String text(Window window) {
        return window.equals(Window.NONE) ? "no window" : "from " + window.opensAt() + " until " + window.closesAt();
    }

    private static String reservation(Reservation found) {
        Some text = new Some(", ", text(found.id()) + " " + found.state() + " (", ")");
        for (ReservedLine line : found.lines()) {
            text.add(text(line.key()) + " reserved " + line.reserved() + " committed " + line.committed() + " shipped "
                    + line.shipped() + " released " + line.released() + " returned " + line.returned() + " swept "
                    + line.swept());
        }
        for (Grant grant : found.grants()) {
            Some granted = new Some(", ", "granted ", " of " + grant.quantity());
            for (int i = 0; i < grant.units().size(); i++) {
                granted.add(grant.units().get(i) + " of " + text(grant.sources().get(i)));
            }
            text.add(granted.toString());
        }
        return text.add("until " + found.expiresAt())
                + (found.sold() ? " sold" : "")
                + (found.ended() ? " ended" : "")
                + " changed " + found.changedAt();
    }
}
