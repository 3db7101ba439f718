package io.inventory4j.jdbc;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;

/** Short forms of the calls that most tests of this module make. */
public final class Shelf {
    private Shelf() {}

    public static void stock(StockLedger ledger, String sku, long units) {
        Posting receipt = new Posting(StockKey.of(sku), Bucket.OUTSIDE, Bucket.AVAILABLE, units);
        one(ledger, Move.of("stock of " + sku, "opening", receipt));
    }

    public static Reserve reserve(String id, String sku, long units, Charge... charges) {
        return new Reserve(
                ReservationId.of(id),
                List.of(new ReserveLine(StockKey.of(sku), units, 0, List.of(charges))),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }

    public static Outcome one(StockLedger ledger, Command command) {
        return ledger.apply(List.of(command)).get(0);
    }

    public static long available(StockLedger ledger, String sku) {
        return ledger.levels(List.of(StockKey.of(sku))).get(0).available();
    }
}
