package io.inventory4j.live.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.live.report.OwnTally.Term;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** The equation balances for whatever a ledger allows, and each term is what was really done. */
class ClosingEquationTest {
    private static final long SEED = 20251111;
    private static final int SALES = 100;

    @Test
    void everyTermIsWhatWasDoneAndTheEquationBalances() {
        for (long seed = SEED; seed < SEED + SALES; seed++) {
            try (RandomSale sale = new RandomSale(seed)) {
                sale.steps(200);
                SaleBooks books = sale.entered(SaleBooks.from(0), sale.journal(0));
                List<Reservation> orders = sale.orders.stream()
                        .map(order -> sale.inventory.reservation(order).orElseThrow())
                        .toList();
                for (StockLevel level : sale.levels()) {
                    String where = "seed " + seed + ", " + level.key();
                    LineAccount line = books.line(level.key()).orElseThrow();
                    balances(where, line, level);
                    terms(where, line, sale, orders);
                }
            }
        }
    }

    @Test
    void aSaleThatBeginsLaterHasWhatWasThereAsItsOpening() {
        for (long seed = SEED; seed < SEED + SALES; seed++) {
            try (RandomSale sale = new RandomSale(seed)) {
                sale.steps(80);
                long place = sale.place();
                List<StockLevel> before = sale.levels();
                sale.steps(120);
                SaleBooks read = sale.entered(SaleBooks.from(place).opening(before), sale.journal(place));
                SaleBooks overlapping = sale.entered(SaleBooks.from(0).opening(before), sale.journal(0));
                SaleBooks derived = sale.entered(SaleBooks.from(place), sale.journal(place));
                for (StockLevel opening : before) {
                    StockKey key = opening.key();
                    String where = "seed " + seed + ", " + key;
                    LineAccount line = read.line(key).orElseThrow();
                    balances(where, line, sale.inventory.level(key).orElseThrow());
                    assertEquals(
                            opening.onHand() - opening.committed() - opening.damaged(),
                            line.terms().opening(),
                            where);
                    assertEquals(opening.committed(), line.units().unshippedAtOpening(), where);
                    assertEquals(
                            line.terms(), overlapping.line(key).orElseThrow().terms(), where);
                    derived.line(key).ifPresent(same -> assertEquals(line, same, where));
                }
            }
        }
    }

    @Test
    void booksOfOneLocationSeeItsTransfersAsTransfers() {
        for (long seed = SEED; seed < SEED + SALES; seed++) {
            try (RandomSale sale = new RandomSale(seed)) {
                sale.steps(150);
                SaleBooks all = sale.entered(SaleBooks.from(0), sale.journal(0));
                SaleBooks room = sale.entered(
                        SaleBooks.from(0).only(key -> key.location().equals("room")), sale.journal(0));
                for (StockKey key : sale.keys()) {
                    boolean kept = key.location().equals("room");
                    assertEquals(kept ? all.line(key) : Optional.empty(), room.line(key), "seed " + seed);
                }
            }
        }
    }

    private static void balances(String where, LineAccount line, StockLevel level) {
        assertEquals(0, line.terms().unexplained(), where + ": " + line.terms());
        assertEquals(line.terms().remaining(), line.remaining().good(), where);
        assertEquals(
                new RemainingUnits(
                        level.available(),
                        level.reserved(),
                        level.safety(),
                        level.qualityControl(),
                        level.damaged(),
                        level.incoming()),
                line.remaining(),
                where);
        SoldUnits units = line.units();
        assertEquals(level.committed(), units.notYetShipped(), where);
        assertEquals(line.terms().sold(), units.ordered() - units.refunded(), where);
        assertEquals(
                units.notYetShipped(),
                units.unshippedAtOpening() + units.ordered() - units.refunded() - units.shipped(),
                where);
    }

    private static void terms(String where, LineAccount line, RandomSale sale, List<Reservation> orders) {
        StockKey key = line.key();
        ClosingTerms terms = line.terms();
        assertEquals(0, terms.opening(), where);
        assertEquals(sale.tally.of(key, Term.RECEIVED), terms.received(), where + " received");
        assertEquals(sale.tally.of(key, Term.TRANSFERRED_IN), terms.transferredIn(), where + " transferred in");
        assertEquals(sale.tally.of(key, Term.TRANSFERRED_OUT), terms.transferredOut(), where + " transferred out");
        assertEquals(sale.tally.of(key, Term.DAMAGED), terms.damaged(), where + " damaged");
        assertEquals(sum(orders, key, ReservedLine::returned), terms.returned(), where + " returned");
        assertEquals(sum(orders, key, ReservedLine::shipped), line.units().shipped(), where + " shipped");
        assertEquals(sum(orders, key, of -> of.committed() + of.shipped()), terms.sold(), where + " sold");
        assertTrue(line.units().held() >= line.units().released() + line.units().expired(), where);
    }

    private static long sum(List<Reservation> orders, StockKey key, ToLongFunction<ReservedLine> of) {
        return orders.stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.key().equals(key))
                .mapToLong(of)
                .sum();
    }
}
