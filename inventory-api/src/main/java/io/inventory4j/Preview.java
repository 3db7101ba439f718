package io.inventory4j;

import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a request now ({@link Orders#preview}). It is advice for a page: it holds nothing, and by the
 * time the buyer presses "buy" others may have been faster.
 *
 * @param refusal why the request would be refused, as {@link Orders#reserve(ReserveRequest)} would say it; null if it
 *     would not
 * @param replayed whether the request was applied before, so that nothing would change
 * @param lines how much of each line the buyer may take, one for each line, in the order of the request
 */
public record Preview(@Nullable Refusal refusal, boolean replayed, List<OfLine> lines) {
    /** Copies the list. */
    public Preview {
        lines = List.copyOf(lines);
    }

    /**
     * Whether the request would be held, or is held already.
     *
     * @return true if nothing stands in its way
     */
    public boolean applies() {
        return refusal == null;
    }

    /**
     * Why the request would be refused.
     *
     * @return the refusal, or empty if it would not
     */
    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }

    /**
     * How much of one line this buyer would get by the request, and may get at all.
     *
     * @param line the line
     * @param granted what the request would grant it, or has granted it; nothing where it would be refused
     * @param most the most units that a new order of this line alone would get, within stock, floor and every limit, 0
     *     to 2^53 - 1; a very large number where nothing bounds it. Of a flexible line: from its sources as it says,
     *     from one of them or from several
     * @param refusal what an order for more would be told: stock, or the rule that is the narrowest; null where nothing
     *     bounds it
     */
    public record OfLine(
            RequestLine line,
            Grant granted,
            long most,
            @Nullable Refusal refusal) {
        /** Checks that line and grant are there. */
        public OfLine {
            Objects.requireNonNull(line, "line");
            Objects.requireNonNull(granted, "granted");
            Bounds.limit("most", most);
        }
    }
}
