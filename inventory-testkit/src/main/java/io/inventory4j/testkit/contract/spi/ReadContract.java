package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.SAFETY;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule 6: what readers see. */
public interface ReadContract extends Fixture {
    @Test
    default void rule_6_3_levelsLeavesUnknownKeysOutAndKeepsTheOrder() {
        stock("A", 1);
        stock("B", 2);
        stock("C", 3);
        List<StockKey> keys = List.of(key("C"), key("unknown"), key("A"), StockKey.of("A", "elsewhere"), key("B"));
        assertEquals(
                List.of(key("C"), key("A"), key("B")),
                ledger().levels(keys).stream().map(StockLevel::key).toList());
        assertEquals(List.of(), ledger().levels(List.of(key("unknown"))));
        assertEquals(List.of(), ledger().levels(List.of()));
    }

    @Test
    default void rule_6_3_manyLinesAreReadAtOnce() {
        List<StockKey> keys =
                IntStream.range(0, 300).mapToObj(i -> key("sku " + i)).toList();
        keys.stream().filter(key -> key.sku().endsWith("7")).forEach(key -> stock(key.sku(), 7));
        List<StockLevel> levels = ledger().levels(keys);
        assertEquals(30, levels.size());
        levels.forEach(level -> assertEquals(7, level.available(), level::toString));
    }

    @Test
    default void rule_6_3_readsFindNothingOfWhatIsUnknown() {
        assertNoReservation("unknown");
        assertUsed(0, "unknown");
        assertEquals(List.of(), ledger().open(key("unknown"), null, 10));
        assertEquals(List.of(), ledger().expire(10));
    }

    @Test
    default void rule_6_5_openFindsReservationsWithReservedUnitsOfTheLine() {
        stock("A", 20);
        stock("B", 20);
        applied(hold("a", line("A", 1)));
        applied(hold("b", line("B", 1)));
        applied(hold("ab", line("A", 1), line("B", 1)));
        applied(hold("sold", line("A", 1)));
        applied(all(CONFIRM, "sold"));
        applied(hold("released", line("A", 1)));
        applied(all(RELEASE, "released"));
        applied(hold("partly sold", line("A", 2)));
        applied(part(CONFIRM, "partly sold", "s1", units("A", 1)));
        applied(hold("only B left", line("A", 1), line("B", 1)));
        applied(part(CONFIRM, "only B left", "s1", units("A", 1)));
        assertEquals(Set.of(id("a"), id("ab"), id("partly sold")), openIds("A", 10));
        assertEquals(Set.of(id("b"), id("ab"), id("only B left")), openIds("B", 10));
    }

    @Test
    default void rule_6_5_openGivesTheReservationsAsTheyAre() {
        stock("A", 20);
        applied(hold("a", line("A", 3)));
        applied(part(CONFIRM, "a", "s1", units("A", 1)));
        assertEquals(List.of(reservation("a")), ledger().open(key("A"), null, 10));
    }

    @Test
    default void rule_6_5_openPagesThroughAllOnce() {
        stock("A", 20);
        Set<ReservationId> all = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            applied(hold("r" + i, line("A", 1)));
            all.add(id("r" + i));
        }
        for (int size = 1; size <= 8; size++) {
            assertEquals(all, openIds("A", size));
        }
    }

    @Test
    default void rule_6_5_openGoesOnAfterAReservationThatIsGone() {
        stock("A", 20);
        Set<ReservationId> expected = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            applied(hold("r" + i, line("A", 1)));
            expected.add(id("r" + i));
        }
        List<ReservationId> found = new ArrayList<>();
        // Pages of one node: what it keeps between them must not count either.
        List<Reservation> page = one().open(key("A"), null, 3);
        page.forEach(reservation -> found.add(reservation.id()));
        ReservationId last = page.get(2).id();
        applied(all(RELEASE, last.value()));
        one().open(key("A"), last, 10).forEach(reservation -> found.add(reservation.id()));
        assertEquals(expected.size(), found.size(), found::toString);
        assertEquals(expected, new HashSet<>(found));
    }

    /** What is changed between two pages, and holds units all the time, is found once. */
    @Test
    default void rule_6_5_openKeepsItsOrderWhateverIsChanged() {
        stock("A", 20);
        Set<ReservationId> expected = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            applied(hold("r" + i, line("A", 2)));
            expected.add(id("r" + i));
            clock().advance(Duration.ofSeconds(1));
        }
        List<ReservationId> found = new ArrayList<>();
        @Nullable ReservationId last = null;
        for (int pages = 0; pages < 8; pages++) {
            List<Reservation> page = one().open(key("A"), last, 2);
            page.forEach(reservation -> found.add(reservation.id()));
            if (page.size() < 2) {
                break;
            }
            last = page.get(1).id();
            applied(extend(last.value(), "longer", HOLD.multipliedBy(2)));
            applied(part(CONFIRM, page.get(0).id().value(), "s1", units("A", 1)));
            clock().advance(Duration.ofSeconds(1));
        }
        assertEquals(expected.size(), found.size(), found::toString);
        assertEquals(expected, new HashSet<>(found));
    }

    @Test
    default void ledgersKnowNothingOfEachOther() {
        StockLedger other = another();
        stock("A", 5);
        applied(hold("r1", line("A", 1, Commands.limit("c", 5))));
        assertEquals(List.of(), other.levels(List.of(key("A"))));
        assertEquals(Optional.empty(), other.reservation(id("r1")));
        assertEquals(0, other.used("c"));
        assertTrue(other.apply(List.of(Commands.receive("stock of A", "A", 1)))
                .get(0)
                .applied());
        assertFalse(other.apply(List.of(hold("r1", line("A", 2)))).get(0).applied());
        assertLevel("A", 4, 1, 0);
    }

    @Test
    default void rule_6_2_aReaderNeverSeesHalfOfACommand() {
        stock("A", 10);
        AtomicBoolean writing = new AtomicBoolean(true);
        // On few cores the writer could be done before the reader has begun.
        CountDownLatch reads = new CountDownLatch(50);
        Together.run(List.<Callable<Boolean>>of(
                () -> {
                    try {
                        for (int i = 0; i < 200 || reads.getCount() > 0; i++) {
                            applied(move("there " + i, post("A", AVAILABLE, SAFETY, 4)));
                            applied(move("back " + i, post("A", SAFETY, AVAILABLE, 4)));
                        }
                    } finally {
                        writing.set(false);
                    }
                    return true;
                },
                () -> {
                    long version = 0;
                    try {
                        while (writing.get()) {
                            StockLevel level = level("A");
                            assertEquals(10, level.onHand(), level::toString);
                            // Version 1 is the receipt; from there on even versions are there, odd ones back.
                            assertEquals(level.version() % 2 == 0 ? 4 : 0, level.safety(), level::toString);
                            assertTrue(level.version() >= version, level::toString);
                            version = level.version();
                            reads.countDown();
                        }
                    } finally {
                        while (reads.getCount() > 0) {
                            reads.countDown();
                        }
                    }
                    return true;
                }));
    }

    @Test
    default void rule_6_2_aReaderSeesAReservationInOneStateAtATime() {
        stock("A", 1_000);
        stock("B", 1_000);
        applied(hold("r", line("A", 100), line("B", 100)));
        AtomicBoolean writing = new AtomicBoolean(true);
        Together.run(List.<Callable<Boolean>>of(
                () -> {
                    try {
                        for (int i = 0; i < 100; i++) {
                            applied(part(CONFIRM, "r", "s" + i, units("A", 1, "B", 1)));
                        }
                    } finally {
                        writing.set(false);
                    }
                    return true;
                },
                () -> {
                    while (writing.get()) {
                        Reservation seen = reservation("r");
                        assertEquals(
                                seen.lines().get(0).committed(),
                                seen.lines().get(1).committed(),
                                seen::toString);
                        assertEquals(
                                seen.settlements().size(), seen.lines().get(0).committed(), seen::toString);
                    }
                    return true;
                }));
    }

    private Set<ReservationId> openIds(String sku, int size) {
        Set<ReservationId> ids = new HashSet<>();
        ReservationId after = null;
        while (true) {
            List<Reservation> page = ledger().open(key(sku), after, size);
            assertTrue(page.size() <= size, page::toString);
            page.forEach(found -> assertTrue(ids.add(found.id()), () -> "twice: " + found));
            if (page.size() < size) {
                return ids;
            }
            after = page.get(size - 1).id();
        }
    }
}
