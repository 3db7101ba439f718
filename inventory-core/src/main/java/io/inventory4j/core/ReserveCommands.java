package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that a request is sent as. Pure; a request with one fixed line needs neither a stream nor a copy. */
final class ReserveCommands {
    /** Up to so many lines, each is compared with each. */
    private static final int SMALL_CART = 16;

    private ReserveCommands() {}

    /**
     * The command of a request.
     *
     * @param holdFor how long to hold; null to sell
     * @param madeAt when the reservation was made whose units are taken again; null for a new one
     * @param terms what policies ask for
     */
    static Reserve of(
            ReserveRequest request, @Nullable Duration holdFor, @Nullable Instant madeAt, ReservationTerms terms) {
        List<RequestLine> lines = request.lines();
        String replaces = madeAt == null ? request.replaces() : null;
        boolean single = lines.size() == 1 && lines.get(0).fixed();
        return new Reserve(
                new ReservationId(request.id()),
                request.buyer(),
                single ? List.of(fixed(lines.get(0), terms)) : fixed(lines, terms),
                single ? List.of() : flexible(request, terms),
                terms.orderCharges(),
                holdFor,
                holdFor == null,
                replaces == null ? null : new ReservationId(replaces),
                madeAt != null);
    }

    private static List<ReserveLine> fixed(List<RequestLine> wanted, ReservationTerms terms) {
        List<ReserveLine> lines = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).fixed()) {
                lines.add(fixed(wanted.get(i), terms));
            }
        }
        return lines;
    }

    private static ReserveLine fixed(RequestLine wanted, ReservationTerms terms) {
        StockKey key = wanted.key();
        return new ReserveLine(key, wanted.quantity(), terms.floorOf(key), terms.unitCharges(key));
    }

    private static List<FlexibleLine> flexible(ReserveRequest request, ReservationTerms terms) {
        List<RequestLine> wanted = request.flexible();
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<FlexibleLine> lines = new ArrayList<>(wanted.size());
        for (RequestLine line : wanted) {
            List<Source> sources = new ArrayList<>(line.sources().size());
            for (StockKey key : line.sources()) {
                sources.add(new Source(key, terms.floorOf(key), terms.unitCharges(key)));
            }
            lines.add(new FlexibleLine(sources, line.quantity(), line.least(), line.split()));
        }
        return lines;
    }

    /** The same content, which can hold nothing, because it leaves more than all there is. */
    static Reserve lookingForId(ReserveRequest request, @Nullable Duration holdFor, @Nullable Instant madeAt) {
        ReservationTerms terms = new ReservationTerms();
        for (RequestLine line : request.lines()) {
            line.sources().forEach(key -> terms.floor(key, Bounds.MAX_QUANTITY));
        }
        Reserve looking = of(request, holdFor, madeAt, terms);
        return new Reserve(
                looking.id(),
                looking.owner(),
                looking.lines(),
                looking.flexible(),
                List.of(),
                holdFor,
                looking.sold(),
                null,
                looking.again());
    }

    /** Whether no two fixed lines have the same key: for small carts, which need no map for that. */
    private static boolean noneTwice(List<RequestLine> lines) {
        for (int i = 1; i < lines.size(); i++) {
            RequestLine line = lines.get(i);
            for (int j = 0; line.fixed() && j < i; j++) {
                RequestLine before = lines.get(j);
                if (before.fixed() && before.key().equals(line.key())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The request with one fixed line per key, so that policies need not handle a key that comes twice. */
    static ReserveRequest oneLinePerKey(ReserveRequest request) {
        List<RequestLine> lines = request.lines();
        if (lines.size() == 1) {
            return request;
        }
        Bounds.size("lines", lines.size(), 1, Bounds.MAX_LINES);
        if (lines.size() <= SMALL_CART && noneTwice(lines)) {
            return request;
        }
        Map<StockKey, Long> units = new LinkedHashMap<>();
        List<RequestLine> flexible = new ArrayList<>();
        for (RequestLine line : lines) {
            if (line.fixed()) {
                units.merge(line.key(), line.quantity(), Long::sum);
            } else {
                flexible.add(line);
            }
        }
        if (units.size() + flexible.size() == lines.size()) {
            return request;
        }
        List<RequestLine> summed = new ArrayList<>(units.size() + flexible.size());
        units.forEach((key, quantity) -> summed.add(new RequestLine(key, quantity)));
        summed.addAll(flexible);
        return request.lines(summed);
    }

    /**
     * Whether a flexible line refused, for a reason for which no sweep would help a fixed one: it may help by another
     * of its sources (rule 5.1).
     */
    static boolean refusedByAChoice(Reserve command, Outcome outcome) {
        if (command.flexible().isEmpty() || !(outcome instanceof Outcome.Refused refused)) {
            return false;
        }
        StockKey key = refused.refusal().key();
        return switch (refused.refusal().reason()) {
            case UNKNOWN_LINE, NOT_OPEN, OVERFLOW ->
                command.flexible().stream().anyMatch(line -> line.keys().contains(key));
            default -> false;
        };
    }
}
