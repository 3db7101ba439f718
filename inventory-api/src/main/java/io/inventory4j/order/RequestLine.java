package io.inventory4j.order;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Units that a buyer wants, and where they may come from (rule 1.9). Most lines are fixed: all units, of one stock
 * line. A policy that looks at each of the {@link #sources} is right for every line. Immutable.
 */
public final class RequestLine {
    /** What a line has that is not fixed. */
    private record Choice(List<StockKey> sources, long least, boolean split) {}

    private final StockKey first;
    private final long quantity;
    private final @Nullable Choice choice;

    private RequestLine(StockKey first, long quantity, @Nullable Choice choice) {
        this.first = Objects.requireNonNull(first, "key");
        this.quantity = Bounds.quantity("quantity", quantity);
        this.choice = choice;
    }

    /**
     * A line whose sources are in a list.
     *
     * @param sources the stock lines that units may come from, in order of preference: 1 to 8 different ones
     * @param quantity units wished, 1 to 2^53 - 1
     * @param least units that are enough, 0 to {@code quantity}; with 0 the order is never refused for want of this
     *     line
     * @param split whether units may come from several sources; false where there is only one
     * @return the line
     * @throws IllegalArgumentException if an argument is out of bounds (rule 9), a source comes twice, or a line with
     *     one source is to be split
     */
    public static RequestLine of(List<StockKey> sources, long quantity, long least, boolean split) {
        List<StockKey> copy = List.copyOf(sources);
        Bounds.size("sources", copy.size(), 1, Bounds.MAX_SOURCES_OF_LINE);
        if (new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException("a source comes twice in " + copy);
        }
        if (least < 0 || least > quantity) {
            throw new IllegalArgumentException("least is " + least + ", but has to be 0 to " + quantity);
        }
        if (split && copy.size() == 1) {
            throw new IllegalArgumentException("split is true, but there is one source");
        }
        boolean fixed = copy.size() == 1 && least == quantity;
        return new RequestLine(copy.get(0), quantity, fixed ? null : new Choice(copy, least, split));
    }

    /**
     * A fixed line: units of one stock line, all of them.
     *
     * @param key the stock line
     * @param quantity units, 1 to 2^53 - 1
     * @throws IllegalArgumentException if the quantity is out of bounds (rule 9)
     */
    public RequestLine(StockKey key, long quantity) {
        this(key, quantity, null);
    }

    /**
     * All units from the first source that has them all: a backup, another size, one warehouse or else another.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference; with one, the line is fixed
     * @return the line
     */
    public static RequestLine firstOf(long quantity, List<StockKey> sources) {
        return of(sources, quantity, quantity, false);
    }

    /**
     * All units, from as many sources as it takes: spot goods first and then those that ship later, or several
     * warehouses.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference; with one, the line is fixed
     * @return the line
     */
    public static RequestLine spread(long quantity, List<StockKey> sources) {
        return of(sources, quantity, quantity, sources.size() > 1);
    }

    /**
     * As many units as there are: a gift, for want of which no order is refused.
     *
     * @param key the stock line
     * @param quantity the most units
     * @return the line
     */
    public static RequestLine upTo(StockKey key, long quantity) {
        return of(List.of(Objects.requireNonNull(key, "key")), quantity, 0, false);
    }

    /**
     * The stock lines that units may come from.
     *
     * @return 1 to 8 different ones, in order of preference
     */
    public List<StockKey> sources() {
        return choice == null ? List.of(first) : choice.sources;
    }

    /**
     * Units wished.
     *
     * @return 1 to 2^53 - 1
     */
    public long quantity() {
        return quantity;
    }

    /**
     * Units that are enough.
     *
     * @return 0 to {@link #quantity}; with 0 the order is never refused for want of this line
     */
    public long least() {
        return choice == null ? quantity : choice.least;
    }

    /**
     * Whether units may come from several sources.
     *
     * @return false where there is only one
     */
    public boolean split() {
        return choice != null && choice.split;
    }

    /**
     * Whether it has no choice: all units, of one stock line.
     *
     * @return false if it is flexible
     */
    public boolean fixed() {
        return choice == null;
    }

    /**
     * Whether the order goes on without it.
     *
     * @return true if its {@code least} is 0
     */
    public boolean gift() {
        return choice != null && choice.least == 0;
    }

    /**
     * The stock line of its units, where there is only one that it can be.
     *
     * @return the only source
     * @throws IllegalStateException if there are several: to look at one of them would be wrong
     */
    public StockKey key() {
        if (choice != null && choice.sources.size() > 1) {
            throw new IllegalStateException("a line has " + choice.sources.size() + " sources: " + choice.sources);
        }
        return first;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestLine that
                && first.equals(that.first)
                && quantity == that.quantity
                && Objects.equals(choice, that.choice);
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, quantity, choice);
    }

    @Override
    public String toString() {
        return "RequestLine[sources=" + sources() + ", quantity=" + quantity + ", least=" + least() + ", split="
                + split() + "]";
    }
}
