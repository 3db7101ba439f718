package io.inventory4j.core;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Says how many of a kit could be sold, by the levels of its lines and the floors of the shop. */
final class SellableKits {
    /** Id and buyer of the request by which the policy is asked for its floors; no caller's id begins so (rule 9.1). */
    private static final String NOBODY = "\uE000kit";

    private final StockLedger ledger;
    private final Reservations reservations;

    SellableKits(StockLedger ledger, Reservations reservations) {
        this.ledger = ledger;
        this.reservations = reservations;
    }

    long of(Kit kit) {
        Map<StockKey, Long> each = kit.quantities(1);
        ReservationTerms terms =
                reservations.floors(ReserveRequest.of(NOBODY, NOBODY).kit(kit, 1));
        Map<StockKey, StockLevel> levels = new HashMap<>();
        ledger.levels(each.keySet()).forEach(level -> levels.put(level.key(), level));
        Instant now = reservations.now();
        long kits = Bounds.MAX_QUANTITY;
        for (Map.Entry<StockKey, Long> line : each.entrySet()) {
            StockLevel level = levels.get(line.getKey());
            if (level == null || !level.openAt(now)) {
                return 0;
            }
            long units = Math.min(level.available() - terms.floorOf(line.getKey()), Bounds.MAX_QUANTITY);
            kits = Math.min(kits, Math.max(0, units) / line.getValue());
        }
        return kits;
    }
}
