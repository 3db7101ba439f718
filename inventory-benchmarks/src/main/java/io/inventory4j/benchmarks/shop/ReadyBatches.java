package io.inventory4j.benchmarks.shop;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** One caller who has 64 orders of the hot SKU at hand and hands them over in one call. */
public final class ReadyBatches {
    public static final int SIZE = 64;

    /** Sells a batch. */
    public interface Batch {
        /** Sells all orders and returns how many these are. */
        int sell(List<String> orders) throws Exception;
    }

    private ReadyBatches() {}

    public static Contest.Turn turn(Plan plan, String prefix, Batch batch) {
        return round -> Crowd.run(
                1,
                plan.turnMillis(),
                plan.mostCalls(),
                (caller, i) -> batch.sell(IntStream.range(0, SIZE)
                        .mapToObj(j -> prefix + round + "-" + i + "-" + j)
                        .toList()));
    }

    /** By the ledger's own call for many commands, below the inventory. */
    public static Batch over(StockLedger ledger) {
        return orders ->
                allSold(ledger.apply(orders.stream().map(ReadyBatches::reserve).toList()));
    }

    /** How many were sold, which has to be all. */
    static int allSold(List<Outcome> outcomes) {
        if (!outcomes.stream().allMatch(Outcome::applied)) {
            throw new IllegalStateException("not all were sold: " + outcomes);
        }
        return outcomes.size();
    }

    private static Reserve reserve(String order) {
        Charge limit = Charge.of("buyer/" + order, Seller.BUYER_LIMIT);
        return new Reserve(
                ReservationId.of(order),
                List.of(new ReserveLine(StockKey.of(Carts.HOT), 1, 0, List.of(limit))),
                List.of(),
                Duration.ofSeconds(Seller.HOLD_SECONDS),
                null);
    }
}
