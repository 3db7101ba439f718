package io.inventory4j.testkit.history;

import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.either;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.receive;
import static io.inventory4j.testkit.history.RaceCommands.with;

import io.inventory4j.Grant;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Together;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A crowd on two kits and on a single SKU that share one scarce part, with gifts that run out sooner (rule 1.9). What
 * was sold is counted from the answers, outside the store: too many callers for a search of an order.
 */
final class KitRush {
    private static final int CALLERS = 64;
    private static final int ORDERS = 4;
    private static final int TRIES = 10;

    private static final StockKey PART = StockKey.of("part");
    private static final StockKey LID = StockKey.of("lid");
    private static final StockKey BOX = StockKey.of("box");
    private static final StockKey GIFT = StockKey.of("gift");
    private static final StockKey CARD = StockKey.of("card");

    /** Units that there are: of the part far fewer than the crowd wants, of a lid or a box enough for all. */
    private static final Map<StockKey, Long> STOCK = Map.of(PART, 90L, LID, 2_000L, BOX, 2_000L, GIFT, 25L, CARD, 10L);

    private final Conservation ledger;
    private final Map<StockKey, Long> sold = new ConcurrentHashMap<>();

    private KitRush(StockLedger fresh) {
        ledger = Conservation.of(fresh);
    }

    /** Sells everything over a fresh ledger, and checks what was sold. */
    static void run(StockLedger fresh, SplittableRandom random) {
        KitRush rush = new KitRush(fresh);
        STOCK.forEach((key, units) -> rush.send(receive("stock of " + key, key, units)));
        List<SplittableRandom> draws =
                IntStream.range(0, CALLERS).mapToObj(i -> random.split()).toList();
        Together.run(CALLERS, caller -> {
            for (int i = 0; i < ORDERS; i++) {
                rush.order("c" + caller + "-" + i, draws.get(caller));
            }
            return caller;
        });
        for (int i = 0; rush.order(hold("last" + i, line(PART, 1)).selling()); i++) {}
        rush.check();
    }

    private void order(String id, SplittableRandom random) {
        long kits = random.nextLong(1, 3);
        Reserve order = switch (random.nextInt(3)) {
            case 0 -> with(hold(id, line(PART, kits), line(LID, 2 * kits)), either(kits, 0, GIFT));
            case 1 ->
                with(hold(id, line(BOX, kits), line(PART, kits)), either(kits, 0, GIFT), either(1, 0, CARD, GIFT));
            default -> hold(id, line(PART, kits));
        };
        switch (random.nextInt(4)) {
            case 0 -> order(order.selling());
            case 1 -> {
                if (order(order)) {
                    send(all(Transition.RELEASE, id));
                    order.lines().forEach(line -> sold.merge(line.key(), -line.quantity(), Long::sum));
                    found(id).grants().forEach(grant -> count(grant, -1));
                }
            }
            default -> {
                if (order(order)) {
                    send(all(Transition.CONFIRM, id));
                }
            }
        }
    }

    /** Whether an order got all that it needs; then it counts, with the gifts that it was granted. */
    private boolean order(Reserve order) {
        Outcome outcome = send(order);
        if (outcome instanceof Outcome.Applied applied && applied.reservation() != null) {
            order.lines().forEach(line -> sold.merge(line.key(), line.quantity(), Long::sum));
            applied.reservation().grants().forEach(grant -> count(grant, 1));
            return true;
        }
        boolean forWantOfParts = outcome.refused().isPresent()
                && outcome.refused().get().reason() == Reason.OUT_OF_STOCK
                && PART.equals(outcome.refused().get().key());
        if (!forWantOfParts) {
            throw new AssertionError(
                    "rule 1.9: only the part may run out for an order, but " + order.id() + " was " + outcome);
        }
        return false;
    }

    private void count(Grant grant, int sign) {
        for (int i = 0; i < grant.units().size(); i++) {
            sold.merge(grant.sources().get(i), sign * grant.units().get(i), Long::sum);
        }
    }

    private Reservation found(String id) {
        return ledger.reservation(ReservationId.of(id)).orElseThrow(() -> new AssertionError("no reservation " + id));
    }

    /** A store may fail to answer (rule 10.1); the same command may be sent again (rule 10.2). */
    private Outcome send(Command command) {
        for (int i = 1; ; i++) {
            try {
                return ledger.apply(List.of(command)).get(0);
            } catch (LedgerException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void check() {
        for (StockLevel level : ledger.levels(STOCK.keySet())) {
            long units = sold.getOrDefault(level.key(), 0L);
            long stock = STOCK.getOrDefault(level.key(), 0L);
            if (level.committed() != units || level.reserved() != 0 || level.available() != stock - units) {
                throw new AssertionError("rule 1.9: " + units + " of " + stock + " were granted, but " + level);
            }
            if (units > stock) {
                throw new AssertionError("rule 1.9: oversold: " + units + " of " + level);
            }
        }
        if (!Objects.equals(sold.get(PART), STOCK.get(PART))) {
            throw new AssertionError("rule 1.7: " + sold + " were sold of " + STOCK + ", and no part was left to sell");
        }
        ledger.check();
    }
}
