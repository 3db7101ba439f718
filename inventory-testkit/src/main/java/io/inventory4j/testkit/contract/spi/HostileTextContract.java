package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.ReservationState;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.contract.fixture.Checksum;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.fixture.HostileText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 9.1: any text within the bounds is taken as it is, and no two texts are ever taken for one. */
public interface HostileTextContract extends Fixture {
    /** Sends one command per hostile text, in one batch, each of which must take effect. */
    private void appliedForEach(BiFunction<Integer, String, Command> command) {
        List<String> texts = HostileText.ALL;
        Command[] batch = IntStream.range(0, texts.size())
                .mapToObj(i -> command.apply(i, texts.get(i)))
                .toArray(Command[]::new);
        applyAll(batch).forEach(this::assertApplied);
        applyAll(batch).forEach(this::assertReplayed);
    }

    @Test
    default void rule_9_1_noTwoSkusAreTakenForOne() {
        appliedForEach((i, text) -> receive("m" + i, text, 1 + i));
        assertQuantities(HostileText.ALL.stream().map(StockKey::of).toList());
    }

    @Test
    default void rule_9_1_noTwoLocationsAreTakenForOne() {
        appliedForEach(
                (i, text) -> Commands.move("m" + i, new Posting(StockKey.of("A", text), OUTSIDE, AVAILABLE, 1 + i)));
        assertQuantities(
                HostileText.ALL.stream().map(text -> StockKey.of("A", text)).toList());
    }

    @Test
    default void rule_9_1_skuAndLocationAreKeptApart() {
        List<StockKey> keys = new ArrayList<>();
        for (String mark : List.of(":", "/", "@", "|", ",", ";", " ", ".", "-", "\\", "\"", "'", "}{", "\u2063")) {
            keys.add(StockKey.of("a" + mark + "b", "c"));
            keys.add(StockKey.of("a", "b" + mark + "c"));
            keys.add(StockKey.of("a" + mark, "c"));
            keys.add(StockKey.of("a", mark + "c"));
        }
        keys.add(StockKey.of("a", "bc"));
        keys.add(StockKey.of("ab", "c"));
        keys.add(StockKey.of("c", "ab"));
        Command[] batch = IntStream.range(0, keys.size())
                .mapToObj(i -> Commands.move("m" + i, new Posting(keys.get(i), OUTSIDE, AVAILABLE, 1 + i)))
                .toArray(Command[]::new);
        applyAll(batch).forEach(this::assertApplied);
        assertQuantities(keys);
    }

    @Test
    default void rule_9_1_noTwoReservationIdsAreTakenForOne() {
        int count = HostileText.ALL.size();
        stock("A", 1_000_000);
        appliedForEach((i, text) -> hold(text, line("A", 1 + i)));
        for (int i = 0; i < count; i++) {
            assertTally(HostileText.ALL.get(i), "A", 1 + i, 0, 0, 0, 0);
        }
        Set<String> open = new HashSet<>();
        ledger().open(key("A"), null, count + 1)
                .forEach(found -> open.add(found.id().value()));
        assertEquals(new HashSet<>(HostileText.ALL), open);
        for (int i = 0; i < count; i += 2) {
            applied(all(CONFIRM, HostileText.ALL.get(i)));
        }
        for (int i = 0; i < count; i++) {
            assertState(HostileText.ALL.get(i), i % 2 == 0 ? ReservationState.CONFIRMED : ReservationState.PENDING);
        }
    }

    @Test
    default void rule_9_1_sweptIdsComeBackAsTheyWere() {
        stock("A", 1_000_000);
        appliedForEach((i, text) -> hold(text, line("A", 1)));
        clock().advance(HOLD);
        Set<String> swept = new HashSet<>();
        ledger().expire(HostileText.ALL.size() + 1).forEach(outcome -> {
            if (outcome.reservation() != null) {
                swept.add(outcome.reservation().id().value());
            }
        });
        assertEquals(new HashSet<>(HostileText.ALL), swept);
    }

    @Test
    default void rule_9_1_noTwoCountersAreTakenForOne() {
        stock("A", 1_000_000);
        appliedForEach((i, text) -> hold("r" + i, List.of(), line("A", 1 + i, limit(text, 1 + i))));
        for (int i = 0; i < HostileText.ALL.size(); i++) {
            assertUsed(1 + i, HostileText.ALL.get(i));
        }
        String last = HostileText.ALL.get(7);
        refused(hold("one more", line("A", 1, limit(last, 8))), Reason.LIMIT_REACHED, last, 0);
    }

    /** An owner is content (rule 1.10), and is read as it was written. */
    @Test
    default void rule_9_1_noTwoOwnersAreTakenForOne() {
        stock("A", 1_000_000);
        List<String> owners = HostileText.ALL;
        appliedForEach((i, text) -> hold("r" + i, line("A", 1)).ownedBy(text));
        for (int i = 0; i < owners.size(); i++) {
            String id = "r" + i;
            String owner = owners.get(i);
            assertEquals(owner, reservation(id).owner());
            applyAll(owners.stream()
                            .filter(other -> !other.equals(owner))
                            .map(other -> hold(id, line("A", 1)).ownedBy(other))
                            .toArray(Command[]::new))
                    .forEach(outcome -> assertRefused(outcome, Reason.ID_REUSED, id, 0));
        }
    }

    @Test
    default void rule_6_5_openOfALineFindsThoseOfNoOther() {
        appliedForEach((i, text) -> receive("m" + i, text, 1));
        appliedForEach((i, text) -> hold("r" + i, line(text, 1)));
        for (int i = 0; i < HostileText.ALL.size(); i++) {
            assertEquals(List.of(reservation("r" + i)), ledger().open(key(HostileText.ALL.get(i)), null, 9));
        }
    }

    @Test
    default void rule_9_1_noTwoSettlementIdsAreTakenForOne() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        appliedForEach((i, text) -> extend("r1", text, HOLD.plusSeconds(i)));
        assertEquals(
                HostileText.ALL,
                reservation("r1").settlements().stream().map(Settlement::id).toList());
    }

    @Test
    default void rule_9_1_reservationAndSettlementIdAreKeptApart() {
        stock("A", 100);
        for (String mark : List.of(":", "/", "@", "|", " ", "}{")) {
            applied(hold("a" + mark + "b", line("A", 1)));
            applied(hold("a" + mark, line("A", 1)));
            applied(extend("a" + mark + "b", "c", HOLD));
            applied(extend("a" + mark, "b" + mark + "c", HOLD));
            applied(extend("a" + mark, "bc", HOLD));
            applied(all(CONFIRM, "a" + mark, mark + "c"));
        }
    }

    @Test
    default void rule_9_1_noTwoMoveIdsAreTakenForOne() {
        appliedForEach((i, text) -> receive(text, "A", 1 + i));
        long count = HostileText.ALL.size();
        assertLevel("A", count * (count + 1) / 2, 0, 0);
    }

    @Test
    default void rule_9_1_noTwoSaleStateIdsAreTakenForOne() {
        stock("A", 1);
        appliedForEach((i, text) -> saleState(text, "A", i % 2 == 0 ? SaleState.STOPPED : SaleState.NO_NEW));
        assertEquals(1 + HostileText.ALL.size(), level("A").version());
    }

    @Test
    default void rule_9_1_reasonsAreKeptAsTheyAre() {
        assumeTrue(ledger() instanceof Journaled, "only a journal keeps reasons, and this ledger keeps none");
        appliedForEach((i, text) -> Move.of("m" + i, text, post("A", OUTSIDE, AVAILABLE, 1)));
        assertEquals(
                HostileText.ALL,
                ((Journaled) ledger())
                        .journal(0, 1_000).entries().stream()
                                .map(entry -> String.valueOf(entry.reason()))
                                .toList());
    }

    @Test
    default void rule_9_3_idSpacesAreSeparate() {
        for (String same : List.of("same", "A", "r1")) {
            applied(receive(same, "A", 5));
            applied(saleState(same, "A", SaleState.OPEN));
            applied(hold(same, List.of(limit(same, 9)), line("A", 1, limit("A", 9))));
            applied(all(CONFIRM, same, same));
            assertEquals(id(same), reservation(same).id());
            assertUsed(same.equals("A") ? 3 : 1, same);
        }
        assertLevel("A", 12, 0, 3);
    }

    @Test
    default void rule_3_4_contentsThatReadAlikeAreDifferent() {
        for (String mark : List.of(":", ";", ",", "@", "/", " ", "+", "-")) {
            Posting one = new Posting(StockKey.of("a", "b" + mark + "c"), OUTSIDE, AVAILABLE, 1);
            Posting other = new Posting(StockKey.of("a" + mark + "b", "c"), OUTSIDE, AVAILABLE, 1);
            applied(Commands.move(mark, one));
            refused(Commands.move(mark, other), Reason.ID_REUSED, mark, 0);
        }
        String composed = "\u00E4";
        String decomposed = "a\u0308";
        applied(receive("m2", composed, 1));
        refused(receive("m2", decomposed, 1), Reason.ID_REUSED, "m2", 0);
        applied(hold("r1", line(composed, 1)));
        refused(hold("r1", line(decomposed, 1)), Reason.ID_REUSED, "r1", 0);
    }

    /** Contents that have one checksum are different all the same. */
    @ParameterizedTest
    @EnumSource(Checksum.class)
    default void rule_3_4_contentsOfOneChecksumAreDifferent(Checksum checksum) {
        List<String> skus = checksum.alike(sku -> receive("m1", sku, 1).content());
        applied(receive("m1", skus.get(0), 1));
        refused(receive("m1", skus.get(1), 1), Reason.ID_REUSED, "m1", 0);
        List<String> parts = checksum.alike(sku -> confirmed(sku).content());
        parts.forEach(sku -> applied(receive("m2" + sku, sku, 1)));
        applied(hold("r1", line(parts.get(0), 1), line(parts.get(1), 1)));
        applied(confirmed(parts.get(0)));
        refused(confirmed(parts.get(1)), Reason.ID_REUSED, "s1", 0);
    }

    private static Settle confirmed(String sku) {
        return part(CONFIRM, "r1", "s1", units(sku, 1));
    }

    private void assertQuantities(List<StockKey> keys) {
        List<StockLevel> levels = ledger().levels(keys);
        assertEquals(keys, levels.stream().map(StockLevel::key).toList());
        for (int i = 0; i < keys.size(); i++) {
            assertEquals(1 + i, levels.get(i).available(), levels.get(i)::toString);
        }
    }
}
