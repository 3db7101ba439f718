package io.inventory4j.testkit.contract;

import static io.inventory4j.Bucket.AVAILABLE;
import static io.inventory4j.Bucket.OUTSIDE;

import io.inventory4j.Charge;
import io.inventory4j.ReservationId;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Transition;

/** Every argument that is a text (rule 9.1). */
enum TextArgument {
    RESERVATION_ID("reservation id"),
    OWNER("owner"),
    SKU("sku"),
    LOCATION("location"),
    COUNTER("counter"),
    SETTLEMENT_ID("settlement id"),
    MOVE_ID("move id"),
    REASON("reason"),
    SALE_STATE_ID("sale state id");

    private final String label;

    TextArgument(String label) {
        this.label = label;
    }

    /** What messages call it. */
    String label() {
        return label;
    }

    /** Builds a value with this text as the argument. */
    Object of(String text) {
        return switch (this) {
            case RESERVATION_ID -> ReservationId.of(text);
            case OWNER -> Commands.hold("r1", Commands.line("A", 1)).ownedBy(text);
            case SKU -> StockKey.of(text);
            case LOCATION -> StockKey.of("A", text);
            case COUNTER -> Charge.of(text, 1);
            case SETTLEMENT_ID -> Commands.all(Transition.CONFIRM, "r1", text);
            case MOVE_ID -> Commands.receive(text, "A", 1);
            case REASON -> Move.of("m1", text, Commands.post("A", OUTSIDE, AVAILABLE, 1));
            case SALE_STATE_ID -> Commands.saleState(text, "A", SaleState.OPEN);
        };
    }
}
