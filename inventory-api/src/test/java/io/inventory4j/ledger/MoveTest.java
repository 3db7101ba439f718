package io.inventory4j.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Absent;
import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.Refused;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
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

    private static Move of(List<Posting> postings, Map<StockKey, Long> versions, Map<StockKey, Long> openings) {
        return new Move("po-1", "receipt", false, postings, versions, openings);
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
    void aMoveNeedsAPostingOrAnOpening() {
        Refused.argument(() -> Move.of("po-1", "receipt"), "postings is empty");
        Refused.argument(() -> of(List.of(), Map.of(A, 1L), Map.of()), "postings is empty");
        assertEquals(Map.of(A, 0L), of(List.of(), Map.of(), Map.of(A, 0L)).openings());
    }

    @Test
    void rule_9_8_listsAreBounded() {
        List<Posting> hundred = Collections.nCopies(100, RECEIPT);
        assertEquals(100, of(hundred, lines(100), lines(100)).postings().size());
        Refused.argument(
                () -> of(Collections.nCopies(101, RECEIPT), Map.of(), Map.of()), "postings has 101", "0 to 100");
        Refused.argument(() -> of(hundred, lines(101), Map.of()), "expectedVersions has 101", "1 to 100");
        Refused.argument(() -> of(hundred, Map.of(), lines(101)), "openings has 101", "1 to 100");
    }

    @Test
    void rule_9_6_versionsAndOpeningsAreBounded() {
        for (long right : new long[] {0, 1, Bounds.MAX_QUANTITY}) {
            Move move = of(List.of(RECEIPT), Map.of(A, right), Map.of(B, right));
            assertEquals(Map.of(A, right), move.expectedVersions());
            assertEquals(Map.of(B, right), move.openings());
        }
        for (long wrong : new long[] {-1, Bounds.MAX_QUANTITY + 1}) {
            Refused.argument(
                    () -> of(List.of(RECEIPT), Map.of(A, wrong), Map.of()), "expectedVersions of A@main is " + wrong);
            Refused.argument(() -> of(List.of(RECEIPT), Map.of(), Map.of(B, wrong)), "openings of B@main is " + wrong);
        }
    }

    @Test
    void postingsKeepTheirOrderAndMapsAreSorted() {
        TreeMap<StockKey, Long> mine = new TreeMap<>(Collections.reverseOrder());
        mine.put(A, 1L);
        mine.put(B, 2L);
        Posting last = new Posting(A, Bucket.AVAILABLE, Bucket.SAFETY, 1);
        List<Posting> postings = new ArrayList<>(List.of(RECEIPT, last, RECEIPT));
        Move move = of(postings, mine, mine);
        mine.clear();
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
    }
}
