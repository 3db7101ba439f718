package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockLevel;
import java.util.List;
import java.util.Objects;

/**
 * What a terminal sees of a line's stock: all buckets, exact units, a band, or yes and no. Except for all buckets, it
 * is the units that are available, less a buffer, and never below 0.
 *
 * @param form how the stock is shown
 * @param buffer units held back from what is shown, 0 to 2^53 - 1; they are sold all the same. 0 for all buckets
 * @param bands the bands, from the lowest to the highest; the first begins at 0. Empty for other forms
 */
public record Visibility(Form form, long buffer, List<StockBand> bands) {
    /** The most bands. */
    public static final int MAX_BANDS = 100;

    /** How stock is shown. */
    public enum Form {
        /** All buckets: for the team, not for buyers. */
        BUCKETS,
        /** The units that can be bought. */
        UNITS,
        /** The name of the band that these units are in. */
        BANDS,
        /** Whether there are any. */
        YES_OR_NO
    }

    /**
     * Copies the bands and checks them.
     *
     * @throws IllegalArgumentException if the buffer is out of bounds, if there are bands where the form has none, or
     *     if they are none or too many, do not begin at 0, or do not rise
     */
    public Visibility {
        Objects.requireNonNull(form, "form");
        Bounds.limit("buffer", buffer);
        bands = List.copyOf(bands);
        if (form == Form.BUCKETS && buffer > 0) {
            throw new IllegalArgumentException("buffer is " + buffer + "; what shows all buckets has none");
        }
        if (form == Form.BANDS) {
            checkBands(bands);
        } else {
            Bounds.size("bands", bands.size(), 0, 0);
        }
    }

    private static void checkBands(List<StockBand> bands) {
        Bounds.size("bands", bands.size(), 1, MAX_BANDS);
        if (bands.get(0).from() != 0) {
            throw new IllegalArgumentException(
                    "the first band begins at " + bands.get(0).from() + "; it must be at 0");
        }
        for (int i = 1; i < bands.size(); i++) {
            if (bands.get(i).from() <= bands.get(i - 1).from()) {
                throw new IllegalArgumentException(bands.get(i) + " does not begin above " + bands.get(i - 1));
            }
        }
    }

    /**
     * All buckets, for the team.
     *
     * @return the visibility
     */
    public static Visibility buckets() {
        return new Visibility(Form.BUCKETS, 0, List.of());
    }

    /**
     * The exact units that can be bought.
     *
     * @return the visibility
     */
    public static Visibility units() {
        return new Visibility(Form.UNITS, 0, List.of());
    }

    /**
     * Bands.
     *
     * @param bands from the lowest, which begins at 0, to the highest; at most {@value #MAX_BANDS}
     * @return the visibility
     * @throws IllegalArgumentException if they do not begin at 0, or do not rise
     */
    public static Visibility bands(List<StockBand> bands) {
        return new Visibility(Form.BANDS, 0, bands);
    }

    /**
     * Yes and no.
     *
     * @return the visibility
     */
    public static Visibility yesOrNo() {
        return new Visibility(Form.YES_OR_NO, 0, List.of());
    }

    /**
     * The same with another buffer.
     *
     * @param units the units to hold back from what is shown
     * @return the visibility
     * @throws IllegalArgumentException if it is out of bounds, or this shows all buckets
     */
    public Visibility withBuffer(long units) {
        return new Visibility(form, units, bands);
    }

    /**
     * What is shown of a level.
     *
     * @param level the level
     * @return what a terminal may know
     */
    public ShownStock show(StockLevel level) {
        long units = Math.max(0, level.available() - buffer);
        return switch (form) {
            case BUCKETS -> new ShownStock.Buckets(level);
            case UNITS -> new ShownStock.Units(units);
            case BANDS -> new ShownStock.InBand(band(units).name());
            case YES_OR_NO -> new ShownStock.InStock(units > 0);
        };
    }

    private StockBand band(long units) {
        StockBand found = bands.get(0);
        for (StockBand band : bands) {
            if (band.from() > units) {
                break;
            }
            found = band;
        }
        return found;
    }

    /**
     * Whether a terminal is sent the line's version. A version counts the commands that touched a line. So it is only
     * for those who see exact numbers without a buffer: others could count the orders by it.
     *
     * @return true for all buckets, and for exact units without a buffer
     */
    public boolean showsVersion() {
        return form == Form.BUCKETS || (form == Form.UNITS && buffer == 0);
    }
}
