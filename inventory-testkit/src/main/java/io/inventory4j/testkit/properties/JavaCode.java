package io.inventory4j.testkit.properties;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats values as the Java code that creates them. */
final class JavaCode {
    private JavaCode() {}

    static String of(Command command) {
        if (command instanceof Reserve reserve) {
            return of(reserve);
        }
        if (command instanceof Settle settle) {
            return of(settle);
        }
        if (command instanceof Move move) {
            return of(move);
        }
        SetSaleState state = (SetSaleState) command;
        return "new SetSaleState(" + of(state.id()) + ", " + of(state.key()) + ", "
                + (state.state() == null ? "null" : "SaleState." + state.state()) + ", "
                + (state.window() == null ? "null" : of(state.window())) + ")";
    }

    private static String of(Reserve reserve) {
        boolean fixed = reserve.flexible().isEmpty();
        String what = list(reserve.lines(), JavaCode::of) + ", "
                + (fixed ? "" : list(reserve.flexible(), JavaCode::of) + ", ")
                + list(reserve.orderCharges(), JavaCode::of) + ", " + of(reserve.holdFor()) + ", ";
        String owner = reserve.owner() == null ? "null" : of(reserve.owner());
        return fixed && reserve.owner() == null && !reserve.sold() && !reserve.again()
                ? "new Reserve(" + of(reserve.id()) + ", " + what + of(reserve.replaces()) + ")"
                : "new Reserve(" + of(reserve.id()) + ", " + owner + ", " + what + reserve.sold() + ", "
                        + of(reserve.replaces()) + ", " + reserve.again() + ")";
    }

    private static String of(Window window) {
        return "new Window(" + of(window.opensAt()) + ", " + of(window.closesAt()) + ")";
    }

    private static String of(Settle settle) {
        String start = of(settle.reservation()) + ", " + (settle.id() == null ? "" : of(settle.id()) + ", ");
        String transition = "Transition." + settle.transition();
        if (settle.transition() == Transition.EXTEND) {
            return "Settle.extend(" + start + of(settle.holdFor()) + ")";
        }
        if (settle.releaseRest()) {
            return "new Settle(" + start + transition + ", " + map(settle.quantities()) + ", true, null)";
        }
        return settle.quantities().isEmpty()
                ? "Settle.all(" + start + transition + ")"
                : "Settle.part(" + start + transition + ", " + map(settle.quantities()) + ")";
    }

    private static String of(Move move) {
        String start = of(move.id()) + ", " + of(move.reason());
        if (!move.force()
                && move.targets().isEmpty()
                && move.expectedVersions().isEmpty()
                && move.openings().isEmpty()) {
            return "Move.of(" + start + ", "
                    + move.postings().stream().map(JavaCode::of).collect(Collectors.joining(", ")) + ")";
        }
        return "new Move(" + start + ", " + move.force() + ", " + list(move.postings(), JavaCode::of) + ", "
                + (move.targets().isEmpty() ? "" : list(move.targets(), JavaCode::of) + ", ")
                + map(move.expectedVersions()) + ", " + map(move.openings(), JavaCode::of) + ")";
    }

    private static String of(SetTo target) {
        SetTo.Departed departed = target.departed();
        return "new SetTo(" + of(target.key()) + ", SetTo.Target." + target.target() + ", " + of(target.quantity())
                + (departed == null
                        ? ")"
                        : ", new SetTo.Departed(" + departed.units() + ", " + departed.version() + "))");
    }

    private static String of(Opening opening) {
        return "Opening." + (opening.pinned() ? "pinned(" : "of(") + of(opening.quantity()) + ")";
    }

    static String of(Retention retention) {
        return "new Retention(" + of(retention.settled()) + ", " + of(retention.shipped()) + ", "
                + of(retention.moves()) + ")";
    }

    private static String of(Posting posting) {
        return "new Posting(" + of(posting.key()) + ", Bucket." + posting.from() + ", Bucket." + posting.to() + ", "
                + of(posting.quantity()) + ")";
    }

    private static String of(ReserveLine line) {
        return line.floor() == 0 && line.unitCharges().isEmpty()
                ? "ReserveLine.of(" + of(line.key()) + ", " + of(line.quantity()) + ")"
                : "new ReserveLine(" + of(line.key()) + ", " + of(line.quantity()) + ", " + of(line.floor()) + ", "
                        + list(line.unitCharges(), JavaCode::of) + ")";
    }

    private static String of(FlexibleLine line) {
        return "new FlexibleLine(" + list(line.sources(), JavaCode::of) + ", " + of(line.quantity()) + ", "
                + of(line.least()) + ", " + line.split() + ")";
    }

    private static String of(Source source) {
        return source.floor() == 0 && source.unitCharges().isEmpty()
                ? "Source.of(" + of(source.key()) + ")"
                : "new Source(" + of(source.key()) + ", " + of(source.floor()) + ", "
                        + list(source.unitCharges(), JavaCode::of) + ")";
    }

    private static String of(Charge charge) {
        String start = of(charge.counter()) + ", " + of(charge.limit());
        return (charge.forgetAfter() == null
                        ? "Charge.of(" + start + ")"
                        : "new Charge(" + start + ", " + of(charge.forgetAfter()) + ")")
                + (charge.from() == null && charge.until() == null
                        ? ""
                        : ".within(" + of(charge.from()) + ", " + of(charge.until()) + ")");
    }

    private static String of(@Nullable Instant time) {
        return time == null ? "null" : "Instant.parse(\"" + time + "\")";
    }

    static String of(@Nullable ReservationId id) {
        return id == null ? "null" : "ReservationId.of(" + of(id.value()) + ")";
    }

    static String of(StockKey key) {
        return key.location().equals(StockKey.MAIN)
                ? "StockKey.of(" + of(key.sku()) + ")"
                : "StockKey.of(" + of(key.sku()) + ", " + of(key.location()) + ")";
    }

    static String of(@Nullable Duration duration) {
        if (duration == null) {
            return "null";
        }
        if (duration.isZero()) {
            return "Duration.ZERO";
        }
        return duration.equals(Duration.ofMinutes(duration.toMinutes()))
                ? "Duration.ofMinutes(" + duration.toMinutes() + ")"
                : "Duration.parse(\"" + duration + "\")";
    }

    private static String of(long units) {
        return units == (int) units ? Long.toString(units) : units + "L";
    }

    /** A string literal in ASCII. */
    static String of(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                literal.append(String.format("\\u%04X", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    static <T> String list(Collection<T> values, Function<? super T, String> code) {
        return values.stream().map(code).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String map(Map<StockKey, Long> values) {
        return map(values, units -> units + "L");
    }

    private static <V> String map(Map<StockKey, V> values, Function<? super V, String> code) {
        return values.entrySet().stream()
                .map(entry -> of(entry.getKey()) + ", " + code.apply(entry.getValue()))
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    }
}
