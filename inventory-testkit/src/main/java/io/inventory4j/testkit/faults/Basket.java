package io.inventory4j.testkit.faults;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What shoppers of fault runs buy: single carts of few lines that sell out, and batches from a larger stock. */
final class Basket {
    private static final List<StockKey> LINES = List.of(StockKey.of("A"), StockKey.of("B"), StockKey.of("C"));
    private static final List<StockKey> BULK = List.of(StockKey.of("D"), StockKey.of("E"));
    private static final long STOCK = 40;
    private static final long BULK_STOCK = 400;
    private static final int SMALL = 10;
    /** One cart in so many has a gift. */
    private static final int GIFT_IN = 6;

    private static final int MIDDLE = 50;
    /** More than the base class of adapters sends to a store at once, and than most stores take in one statement. */
    private static final int LARGE = 130;

    /** Every line. */
    static final List<StockKey> ALL = List.of(LINES.get(0), LINES.get(1), LINES.get(2), BULK.get(0), BULK.get(1));

    private final String buyer;
    private final SplittableRandom random;

    Basket(String buyer, SplittableRandom random) {
        this.buyer = buyer;
        this.random = random;
    }

    /** The units that there are of a line. */
    static long stock(StockKey line) {
        return BULK.contains(line) ? BULK_STOCK : STOCK;
    }

    /** An order of one unit that nobody settles. */
    static Reserve held(String id) {
        return new Reserve(
                ReservationId.of(id), List.of(ReserveLine.of(BULK.get(0), 1)), List.of(), Shopper.HOLD, null);
    }

    StockKey line() {
        return LINES.get(random.nextInt(LINES.size()));
    }

    /** The lines of a page of the shop. */
    List<StockKey> some() {
        int page = random.nextInt(3);
        return page < BULK.size() ? List.of(BULK.get(page)) : ALL;
    }

    Reserve cart(String id) {
        return cart(id, line(), line(), 1 + random.nextInt(2));
    }

    private Reserve cart(String id, StockKey first, StockKey second, long quantity) {
        Charge limit = Charge.of("buyer/" + buyer, 1_000);
        List<ReserveLine> cart = new ArrayList<>();
        cart.add(new ReserveLine(first, quantity, 0, List.of(limit)));
        if (random.nextBoolean() && !second.equals(first)) {
            cart.add(new ReserveLine(second, 1, 0, List.of(limit)));
        }
        return new Reserve(
                ReservationId.of(id),
                buyer,
                cart,
                random.nextInt(GIFT_IN) == 0 ? List.of(gift(limit)) : List.of(),
                List.of(Charge.of("orders", 1_000_000)),
                Shopper.HOLD,
                false,
                null,
                false);
    }

    /** A unit from either line of the large stock, which is left out once both are sold out (rule 1.9). */
    private static FlexibleLine gift(Charge limit) {
        List<Source> sources =
                BULK.stream().map(key -> new Source(key, 0, List.of(limit))).toList();
        return new FlexibleLine(sources, 1, 0, false);
    }

    /** Several orders, most settled in the same batch: mostly few, sometimes more than a store takes at once. */
    List<Command> batch(String name) {
        int kind = random.nextInt(10);
        int size =
                kind == 0 ? 101 + random.nextInt(LARGE - 101) : 2 + random.nextInt(kind < 4 ? MIDDLE - 1 : SMALL - 1);
        return batch(name, size);
    }

    /** Few orders: what of a large batch stays in doubt is much to find an order of, when there is no journal. */
    List<Command> smallBatch(String name) {
        return batch(name, 2 + random.nextInt(3));
    }

    private List<Command> batch(String name, int size) {
        List<Command> batch = new ArrayList<>();
        for (int order = 0; batch.size() < size; order++) {
            String id = name + "/" + order;
            StockKey first = random.nextInt(8) == 0 ? line() : BULK.get(random.nextInt(BULK.size()));
            Reserve cart = cart(id, first, BULK.get(random.nextInt(BULK.size())), 1);
            int next = random.nextInt(6);
            batch.add(next == 0 ? cart.selling() : cart);
            if (next > 1) {
                batch.add(settle(id, next < 4 ? Transition.RELEASE : Transition.CONFIRM));
            }
        }
        return batch;
    }

    static Settle settle(String id, Transition transition) {
        return Settle.all(ReservationId.of(id), transition.name(), transition);
    }
}
