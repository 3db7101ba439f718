package io.inventory4j.live.action;

import io.inventory4j.live.text.SaleLanguage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a team could do about a SKU now, and why.
 *
 * @param kind what it is
 * @param sku the SKU
 * @param units how many units it is about; 0 where none move
 * @param action what does it, ready for {@code LiveSale.perform}; null where it is done at the camera or in a warehouse
 * @param english the reason, with its numbers
 * @param chinese the same in Chinese
 */
public record Suggestion(
        Kind kind, String sku, long units, @Nullable Action action, String english, String chinese) {
    /** What can be suggested. */
    public enum Kind {
        /** Give the SKU units of the shop's other stock. */
        TOP_UP,
        /** Move units to a channel that runs short, from one that does not. */
        TRANSFER,
        /** Sell units that are withheld as safety stock. */
        RELEASE_SAFETY,
        /** Let a warehouse send units, or order new ones. */
        REPLENISH,
        /** Sell the backup of the plan. */
        PROMOTE_BACKUP,
        /** Show it now, or longer: it sells faster than planned and there is enough. */
        BRING_FORWARD,
        /** Go on to another SKU: it sells slower than planned. */
        SKIP
    }

    /** Checks that what is needed is there. */
    public Suggestion {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(english, "english");
        Objects.requireNonNull(chinese, "chinese");
    }

    /**
     * Why, as a sentence with its numbers.
     *
     * @param language of the sentence
     * @return the text
     */
    public String reason(SaleLanguage language) {
        return language == SaleLanguage.CHINESE ? chinese : english;
    }
}
