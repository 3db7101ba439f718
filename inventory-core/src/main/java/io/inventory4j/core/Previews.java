package io.inventory4j.core;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Preview;
import io.inventory4j.Refusal;
import io.inventory4j.ReservationId;
import io.inventory4j.core.Reservations.Asked;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.ledger.rules.LedgerView;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of a request. It states no rule itself: {@link LedgerRules} judge the command that the request
 * would be, over rows that were read and are not stored. So sale states, floors and limits count as they do for an
 * order.
 */
final class Previews {
    /** How many sizes of an order the policy is asked about for one line. */
    private static final int SIZES = 1_000;

    private final StockLedger ledger;
    private final Reservations reservations;

    Previews(StockLedger ledger, Reservations reservations) {
        this.ledger = ledger;
        this.reservations = reservations;
    }

    Preview of(ReserveRequest request) {
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(request);
        Instant now = reservations.now();
        RowsRead rows = RowsRead.of(
                ledger,
                wanted.lines().stream().flatMap(line -> line.sources().stream()).collect(Collectors.toSet()));
        Asked asked = reservations.askedAt(wanted, now);
        Outcome outcome = outcome(asked, asked.command(), rows, now);
        boolean replayed = outcome instanceof Outcome.Applied answer && answer.replayed();
        LedgerView forMore = rows.without(new ReservationId(wanted.id()));
        List<Preview.OfLine> lines = new ArrayList<>();
        List<Grant> granted = outcome instanceof Outcome.Applied applied
                ? applied.granted(request)
                : request.lines().stream().map(Previews::nothing).toList();
        for (int i = 0; i < granted.size(); i++) {
            lines.add(ofLine(request, request.lines().get(i), granted.get(i), forMore, now));
        }
        return new Preview(outcome.refused().orElse(null), replayed, lines);
    }

    private static Outcome outcome(Asked asked, Reserve command, LedgerView rows, Instant now) {
        return asked.answer(LedgerRules.decide(command, rows, now).outcome());
    }

    private static Grant nothing(RequestLine line) {
        List<Long> none = Collections.nCopies(line.sources().size(), 0L);
        return new Grant(line.sources(), line.quantity(), line.least(), line.split(), none);
    }

    /** So many units, and why not more; null where nothing is known that bounds them. */
    private record Most(long units, @Nullable Refusal refusal) {}

    private Preview.OfLine ofLine(
            ReserveRequest request, RequestLine line, Grant granted, LedgerView rows, Instant now) {
        Most most = null;
        if (line.split()) {
            most = ofAll(request, line, rows, now);
        } else {
            // The best of its sources, each by itself: rules about the size of an order differ.
            for (StockKey source : line.sources()) {
                long least = line.gift() ? 0 : line.quantity();
                RequestLine alone = RequestLine.of(List.of(source), line.quantity(), least, false);
                Most there = most(request, alone, new Most(Bounds.MAX_QUANTITY, null), rows, now, size -> {});
                most = most == null || there.units > most.units ? there : most;
            }
        }
        Most found = Objects.requireNonNull(most);
        return new Preview.OfLine(line, granted, found.units, found.refusal);
    }

    /**
     * Of a line that splits. A rule about the size of an order refuses a source from some size on, so fewer units may
     * be had from more sources: the largest size that each such source allows is asked for, too.
     */
    private Most ofAll(ReserveRequest request, RequestLine line, LedgerView rows, Instant now) {
        Map<Long, Most> sizes = new LinkedHashMap<>();
        Deque<Most> next = new ArrayDeque<>(List.of(new Most(Bounds.MAX_QUANTITY, null)));
        Most best = new Most(0, null);
        while (!next.isEmpty()) {
            Most found = most(request, line, next.remove(), rows, now, size -> {
                if (sizes.size() < SIZES && sizes.putIfAbsent(size.units, size) == null) {
                    next.add(size);
                }
            });
            best = best.refusal == null || found.units > best.units ? found : best;
        }
        if (best.units == Bounds.MAX_QUANTITY) {
            return best;
        }
        Asked more = reservations.askedAt(request.lines(List.of(sized(line, best.units + 1))), now);
        Refusal why = outcome(more, withUnits(more.command(), best.units + 1), rows, now)
                .refused()
                .orElse(best.refusal);
        return new Most(best.units, why);
    }

    /**
     * Asks policy and rules in turn for fewer and fewer units, until both agree.
     *
     * @param atMost where to begin
     * @param allowed is told of sources that the policy refuses: how many units of an order would let them in
     */
    private Most most(
            ReserveRequest request,
            RequestLine line,
            Most atMost,
            LedgerView rows,
            Instant now,
            Consumer<Most> allowed) {
        Most most = atMost;
        long units = Math.min(line.quantity(), most.units);
        boolean raised = false;
        for (int sizes = 0; most.units > 0; sizes++) {
            if (sizes == SIZES) {
                most = new Most(0, most.refusal);
                break;
            }
            Asked asked = reservations.askedAt(request.lines(List.of(sized(line, units))), now);
            Refusal policy = asked.terms().refusal();
            for (StockKey source : line.sources()) {
                Refusal why = asked.terms().refusalOf(source);
                if (why != null && why.remaining() > 0 && why.remaining() < units) {
                    allowed.accept(new Most(why.remaining(), why));
                }
            }
            if (policy != null && !raised && policy.remaining() > units) {
                // It asks for more than is wanted: a least, or a whole pack.
                raised = true;
                units = policy.remaining();
                continue;
            }
            most = policy == null ? given(asked, most, rows, now) : new Most(fewer(units, policy), policy);
            if (policy == null && most.units == units) {
                break;
            }
            units = most.units;
        }
        return most;
    }

    /** The same line for another number of units. */
    private static RequestLine sized(RequestLine line, long units) {
        return RequestLine.of(line.sources(), units, line.gift() ? 0 : units, line.split());
    }

    /** How many units the rules give under the terms of an order. */
    private static Most given(Asked asked, Most atMost, LedgerView rows, Instant now) {
        Most most = atMost;
        while (most.units > 0) {
            Refusal refusal = outcome(asked, withUnits(asked.command(), most.units), rows, now)
                    .refused()
                    .orElse(null);
            if (refusal == null) {
                return most;
            }
            most = switch (refusal.reason()) {
                // It bounds the sum of a bucket, not the order.
                case OVERFLOW -> new Most(most.units / 2, most.refusal);
                default -> new Most(fewer(most.units, refusal), refusal);
            };
        }
        return most;
    }

    /** An order for so many units and no fewer: a gift, too, is told what there is. */
    private static Reserve withUnits(Reserve command, long units) {
        List<ReserveLine> fixed = command.lines().stream()
                .map(line -> new ReserveLine(line.key(), units, line.floor(), line.unitCharges()))
                .toList();
        List<FlexibleLine> flexible = command.flexible().stream()
                .map(line -> new FlexibleLine(line.sources(), units, units, line.split()))
                .toList();
        return new Reserve(
                command.id(),
                command.owner(),
                fixed,
                flexible,
                command.orderCharges(),
                command.holdFor(),
                command.sold(),
                command.replaces(),
                command.again());
    }

    /** What is left, where the reason is a number; in any case fewer than were asked for. */
    private static long fewer(long units, Refusal refusal) {
        return switch (refusal.reason()) {
            // Of a line that splits, a source that is unknown or closed is named, and the others may have some.
            case OUT_OF_STOCK, LIMIT_REACHED, UNKNOWN_LINE, NOT_OPEN -> Math.min(refusal.remaining(), units - 1);
            case NOT_ALLOWED -> refusal.remaining() < units ? refusal.remaining() : 0;
            default -> 0;
        };
    }
}
