package io.inventory4j.examples;

import io.inventory4j.Inventory;
import io.inventory4j.Reservation;
import io.inventory4j.ReserveRequest;
import io.inventory4j.ReservedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes up the carts of an earlier run where they stand. What was reserved, paid for, shipped and sent back is counted from
 * the reservations, and only what they do not tell from the journal, so that the audit still has two sides to compare.
 */
final class Recovery {
    /** Why units were refused that an earlier run has refused: only that run was told. */
    static final String BEFORE = "before the sale was cut off";

    /** A cart that is there, and when its hold runs out or ran out. */
    record Cart(Purchase purchase, Instant expiresAt) {}

    private final Inventory inventory;
    private final Tally tally;
    private final Resumption past;

    Recovery(Inventory inventory, Tally tally, Resumption past) {
        this.inventory = inventory;
        this.tally = tally;
        this.past = past;
    }

    /** Whether there was an earlier run. */
    boolean possible() {
        return past.goesOn();
    }

    /**
     * The cart as an earlier run has left it, counted; empty if it holds nothing and never did.
     *
     * @param whole a request for all that the cart asks for
     */
    Optional<Cart> find(ReserveRequest whole) {
        String id = whole.id().value();
        return past.trail(id) == Trail.NONE
                ? Optional.empty()
                : inventory.reservation(id).map(stored -> takeUp(whole, stored));
    }

    private Cart takeUp(ReserveRequest whole, Reservation stored) {
        String id = stored.id().value();
        Trail trail = past.trail(id);
        ReserveRequest request = whole.lines(stored.lines().stream()
                .map(line -> new ReserveRequest.Line(line.key(), line.requested()))
                .toList());
        refused(whole, stored);
        Reservation late = past.trail(id + Resumption.LATE) == Trail.NONE
                ? null
                : inventory.reservation(id + Resumption.LATE).orElse(null);
        count(stored, trail);
        Map<String, Purchase.Standing> standing = new HashMap<>();
        if (late == null || late.pending()) {
            // A buyer does not know that the time has run out until they come back: then it is counted.
            stored.lines().forEach(line -> standing.put(sku(line), standing(line, expired(line, trail))));
            return new Cart(new Purchase(inventory, tally, request, id, standing, trail), stored.expiresAt());
        }
        Trail lateTrail = past.trail(late.id().value());
        stored.lines().forEach(line -> tally.add(sku(line), Count.EXPIRED, expired(line, trail)));
        late.lines().forEach(line -> tally.add(sku(line), Count.REACQUIRED, line.requested()));
        count(late, lateTrail);
        late.lines().forEach(line -> standing.put(sku(line), standing(line, 0)));
        tally.happened(Purchase.REACQUIRED, 1);
        Purchase purchase = new Purchase(inventory, tally, request, late.id().value(), standing, trail.and(lateTrail));
        return new Cart(purchase, stored.expiresAt());
    }

    private void refused(ReserveRequest whole, Reservation stored) {
        boolean cut = false;
        for (ReserveRequest.Line line : whole.lines()) {
            ReservedLine held = stored.line(line.key());
            long refused = line.quantity() - (held == null ? 0 : held.requested());
            if (refused > 0) {
                tally.refused(line.key().sku(), BEFORE, refused);
                cut = true;
            }
        }
        tally.held(cut);
    }

    private void count(Reservation reservation, Trail trail) {
        for (ReservedLine line : reservation.lines()) {
            String sku = sku(line);
            long cancelled = trail.of(sku, Count.CANCELLED);
            tally.add(sku, Count.HELD, line.requested());
            tally.add(sku, Count.CONFIRMED, line.committed() + line.shipped() + cancelled);
            tally.add(sku, Count.CANCELLED, cancelled);
            tally.add(sku, Count.RELEASED, trail.of(sku, Count.RELEASED));
            tally.add(sku, Count.SHIPPED, line.shipped());
            tally.add(sku, Count.RETURNED, line.returned());
        }
    }

    /** Not from the journal, which was read at the start: a sweep of this run may have been faster than we are. */
    private static long expired(ReservedLine line, Trail trail) {
        return line.released() - trail.of(sku(line), Count.RELEASED) - trail.of(sku(line), Count.CANCELLED);
    }

    private static Purchase.Standing standing(ReservedLine line, long expired) {
        return new Purchase.Standing(line.reserved(), expired, line.committed(), line.shipped() - line.returned());
    }

    private static String sku(ReservedLine line) {
        return line.key().sku();
    }
}
