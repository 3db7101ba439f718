package io.inventory4j.ledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Posting;
import io.inventory4j.Refused;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a move and a sale state may be made of. */
final class MoveTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final Posting RECEIPT = new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 7);
    private static final SetTo AIM = new SetTo(B, SetTo.Target.ON_HAND, 7);

    private static Move aiming(List<Posting> postings, SetTo... targets) {
        return new Move("po-1", "count", false, postings, List.of(targets), Map.of(), Map.of());
    }

    private static Move of(List<Posting> postings, Map<StockKey, Long> versions, Map<StockKey, Opening> openings) {
        return new Move("po-1", "receipt", false, postings, versions, openings);
    }

    private static Map<StockKey, Opening> openings(int count) {
        Map<StockKey, Opening> openings = new HashMap<>();
        lines(count).keySet().forEach(key -> openings.put(key, Opening.of(1)));
        return openings;
    }

    private static Map<StockKey, Long> lines(int count) {
        Map<StockKey, Long> lines = new HashMap<>();
        for (int i = 0; i < count; i++) {
            lines.put(StockKey.of("S" + i), 0L);
        }
        return lines;
    }

    @Test
    void theShortFormHasNeitherForceNorVersionsNorOpenings() {
        assertEquals(of(List.of(RECEIPT), Map.of(), Map.of()), Move.of("po-1", "receipt", RECEIPT));
    }

    @Test
    void aMoveNeedsAPostingATargetOrAnOpening() {
        Refused.argument(() -> Move.of("po-1", "receipt"), "postings is empty");
        Refused.argument(() -> of(List.of(), Map.of(A, 1L), Map.of()), "postings is empty");
        Map<StockKey, Opening> none = Map.of(A, Opening.of(0));
        assertEquals(none, of(List.of(), Map.of(), none).openings());
        assertEquals(List.of(AIM), aiming(List.of(), AIM).targets());
    }

    @Test
    void rule_9_8_listsAreBounded() {
        List<Posting> hundred = Collections.nCopies(100, RECEIPT);
        assertEquals(100, of(hundred, lines(100), openings(100)).postings().size());
        Refused.argument(
                () -> of(Collections.nCopies(101, RECEIPT), Map.of(), Map.of()), "postings has 101", "0 to 100");
        Refused.argument(() -> of(hundred, lines(101), Map.of()), "expectedVersions has 101", "1 to 100");
        Refused.argument(() -> of(hundred, Map.of(), openings(101)), "openings has 101", "1 to 100");
    }

    @Test
    void rule_3_8_aLineHasOneTargetOrPostings() {
        SetTo other = new SetTo(A, SetTo.Target.AVAILABLE, 0);
        assertEquals(List.of(other, AIM), aiming(List.of(), AIM, other).targets());
        Refused.argument(() -> aiming(List.of(), AIM, new SetTo(B, SetTo.Target.SAFETY, 1)), "B@main", "two targets");
        Refused.argument(() -> aiming(List.of(RECEIPT), AIM, other), "A@main", "a target and a posting");
        assertEquals(1, aiming(List.of(RECEIPT), AIM).targets().size());
        SetTo[] many = lines(101).keySet().stream()
                .map(key -> new SetTo(key, SetTo.Target.AVAILABLE, 1))
                .toArray(SetTo[]::new);
        Refused.argument(() -> aiming(List.of(), many), "targets has 101", "0 to 100");
    }

    @Test
    void rule_3_8_aTargetIsBounded() {
        for (SetTo.Target target : SetTo.Target.values()) {
            long most = target == SetTo.Target.SAFETY_PERCENT ? 100 : Bounds.MAX_QUANTITY;
            assertEquals(most, new SetTo(A, target, most).quantity());
            assertEquals(0, new SetTo(A, target, 0).quantity());
            Refused.argument(() -> new SetTo(A, target, most + 1), "quantity is " + (most + 1), most);
            Refused.argument(() -> new SetTo(A, target, -1), "quantity is -1");
        }
        SetTo.Departed departed = new SetTo.Departed(2, 7);
        assertEquals(departed, new SetTo(A, SetTo.Target.ON_HAND, 1, departed).departed());
        Refused.argument(() -> new SetTo(A, SetTo.Target.AVAILABLE, 1, departed), "departed", "AVAILABLE");
        Refused.argument(() -> new SetTo.Departed(-1, 7), "departed units is -1");
        Refused.argument(() -> new SetTo.Departed(1, -1), "version is -1");
    }

    @Test
    void rule_3_7_anOpeningOfNothingIsNotPinned() {
        assertEquals(Opening.of(0), Opening.pinned(0));
        assertTrue(Opening.pinned(1).pinned());
        assertFalse(Opening.of(1).pinned());
    }

    @Test
    void rule_9_6_versionsAndOpeningsAreBounded() {
        for (long right : new long[] {0, 1, Bounds.MAX_QUANTITY}) {
            Move move = of(List.of(RECEIPT), Map.of(A, right), Map.of(B, Opening.pinned(right)));
            assertEquals(Map.of(A, right), move.expectedVersions());
            assertEquals(Map.of(B, new Opening(right, right > 0)), move.openings());
        }
        for (long wrong : new long[] {-1, Bounds.MAX_QUANTITY + 1}) {
            Refused.argument(
                    () -> of(List.of(RECEIPT), Map.of(A, wrong), Map.of()), "expectedVersions of A@main is " + wrong);
            Refused.argument(() -> Opening.of(wrong), "opening is " + wrong);
        }
    }

    @Test
    void postingsKeepTheirOrderAndMapsAreSorted() {
        TreeMap<StockKey, Long> mine = new TreeMap<>(Collections.reverseOrder());
        mine.put(A, 1L);
        mine.put(B, 2L);
        Posting last = new Posting(A, Bucket.AVAILABLE, Bucket.SAFETY, 1);
        List<Posting> postings = new ArrayList<>(List.of(RECEIPT, last, RECEIPT));
        TreeMap<StockKey, Opening> openings = new TreeMap<>(Collections.reverseOrder());
        mine.forEach((key, units) -> openings.put(key, Opening.of(units)));
        Move move = of(postings, mine, openings);
        mine.clear();
        openings.clear();
        postings.clear();
        assertEquals(List.of(RECEIPT, last, RECEIPT), move.postings());
        assertEquals(List.of(A, B), List.copyOf(move.expectedVersions().keySet()));
        assertEquals(List.of(A, B), List.copyOf(move.openings().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> move.openings().clear());
        assertThrows(UnsupportedOperationException.class, () -> move.postings().clear());
    }

    @Test
    void textsOfAMoveAreChecked() {
        Refused.argument(() -> Move.of("", "receipt", RECEIPT), "move id");
        Refused.argument(() -> Move.of("x".repeat(201), "receipt", RECEIPT), "move id", "201");
        Refused.argument(() -> Move.of("po-1", "", RECEIPT), "reason");
        Refused.argument(() -> Move.of("po-1", "a\tb", RECEIPT), "reason", "U+0009");
        Refused.absent("move id", () -> Move.of(Absent.value(), "receipt", RECEIPT));
        Refused.absent("reason", () -> Move.of("po-1", Absent.value(), RECEIPT));
        Refused.absent("expectedVersions", () -> of(List.of(RECEIPT), Absent.value(), Map.of()));
        Refused.absent("openings", () -> of(List.of(RECEIPT), Map.of(), Absent.value()));
    }

    @Test
    void aSaleStateIsChecked() {
        assertEquals(SaleState.STOPPED, new SetSaleState("x", A, SaleState.STOPPED).state());
        Refused.argument(() -> new SetSaleState("", A, SaleState.OPEN), "sale state id");
        Refused.argument(() -> new SetSaleState("x".repeat(201), A, SaleState.OPEN), "sale state id", "201");
        Refused.absent("sale state id", () -> new SetSaleState(Absent.value(), A, SaleState.OPEN));
        Refused.absent("key", () -> new SetSaleState("x", Absent.value(), SaleState.OPEN));
        Refused.absent("state", () -> new SetSaleState("x", A, Absent.value()));
        Refused.argument(() -> new SetSaleState("x", A, null, null), "state and window");
    }
}
