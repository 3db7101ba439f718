package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.List;
import java.util.Objects;

/** Gives back what is left of the allotments. */
final class Closing {
    /** How the ids of what goes back begin. */
    static final String BACK = "back/";

    private final Inventory inventory;
    private final SaleIds ids;
    private final SaleLines lines;
    private final Effects effects;

    Closing(Inventory inventory, SaleIds ids, SaleLines lines, Effects effects) {
        this.inventory = inventory;
        this.ids = ids;
        this.lines = lines;
        this.effects = effects;
    }

    Closed run(SaleOperation ending) {
        if (!ending.done()) {
            throw new IllegalStateException("the lines of the sale could not be closed: " + ending.outcome());
        }
        List<StockKey> keys = lines.all().stream()
                .flatMap(line -> line.shares().stream())
                .map(Share::key)
                .toList();
        long held = 0;
        long unshipped = 0;
        long givenBack = 0;
        for (StockLevel level : inventory.levels(keys)) {
            held += level.reserved();
            unshipped += level.committed();
            int number = Objects.requireNonNull(lines.soldAt(level.key()));
            SaleLine line = lines.get(number);
            if (line.allotted() && level.available() > 0) {
                givenBack += giveBack(number + "/" + line.share(level.key()), line, level);
            }
        }
        return new Closed(held, unshipped, givenBack);
    }

    /**
     * The id has the version of the level that was read: whoever reads the same level gives back the same units, once.
     * If the level has changed since, the units may be fewer, and the next call gives them back.
     */
    private long giveBack(String share, SaleLine line, StockLevel level) {
        String id = ids.of(BACK + share + "/" + level.version());
        return effects.apply(List.of(line.giveBack(id, level.key(), level.available())))
                        .isEmpty()
                ? level.available()
                : 0;
    }
}
