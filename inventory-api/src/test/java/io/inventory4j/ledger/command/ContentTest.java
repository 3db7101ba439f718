package io.inventory4j.ledger.command;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.SAFETY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;

/** Rules 2.7, 3.4 and 4.4: the canonical text is equal exactly when the content is. */
final class ContentTest {
    private static final ReservationId ID = ReservationId.of("order-1");

    /** Names made of what the canonical text itself is made of, and names that are long. */
    private static Arbitrary<StockKey> keys() {
        Arbitrary<String> hostile =
                Arbitraries.strings().withChars("1:;+-a").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("a", "a;1:b", "1:b", "b;", ";1:b"),
                hostile,
                Arbitraries.of("x".repeat(200), "x".repeat(199) + "y", "\uD83D\uDE00".repeat(200)));
        return Combinators.combine(names, Arbitraries.of("main", "1:", ";")).as(StockKey::of);
    }

    private static Arbitrary<Long> numbers() {
        return Arbitraries.of(1L, 2L, 11L, 12L);
    }

    private static Arbitrary<Map<StockKey, Long>> maps() {
        return Arbitraries.maps(keys(), numbers()).ofMaxSize(2);
    }

    @Provide
    Arbitrary<Settle> settlement() {
        Arbitrary<Settle> units = Combinators.combine(
                        Arbitraries.of(Transition.values()).filter(transition -> transition != Transition.EXTEND),
                        maps(),
                        Arbitraries.of(true, false))
                .as((transition, quantities, rest) -> new Settle(
                        ID,
                        "s",
                        transition,
                        transition == Transition.GIVE_BACK ? Map.of() : quantities,
                        rest && transition == Transition.CONFIRM,
                        null));
        Arbitrary<Settle> extensions =
                Arbitraries.of(1, 2, 60, 61, 3_600).map(s -> Settle.extend(ID, "s", Duration.ofSeconds(s)));
        return Arbitraries.frequencyOf(Tuple.of(4, units), Tuple.of(1, extensions));
    }

    @Provide
    Arbitrary<Move> move() {
        Arbitrary<Posting> postings = Combinators.combine(
                        keys(), Arbitraries.of(OUTSIDE, AVAILABLE), Arbitraries.of(true, false), numbers())
                .as((key, from, safety, n) ->
                        new Posting(key, from, safety ? SAFETY : from == OUTSIDE ? AVAILABLE : OUTSIDE, n));
        Arbitrary<Opening> openings =
                Combinators.combine(numbers(), Arbitraries.of(true, false)).as(Opening::new);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        postings.list().ofMaxSize(2),
                        Arbitraries.maps(keys(), targets()).ofMaxSize(2),
                        maps(),
                        Arbitraries.maps(keys(), openings).ofMaxSize(2))
                .as(ContentTest::move);
    }

    private static Arbitrary<Tuple.Tuple2<SetTo.Target, Long>> targets() {
        return Combinators.combine(Arbitraries.of(SetTo.Target.values()), numbers())
                .as(Tuple::of);
    }

    private static Move move(
            boolean force,
            List<Posting> postings,
            Map<StockKey, Tuple.Tuple2<SetTo.Target, Long>> aims,
            Map<StockKey, Long> versions,
            Map<StockKey, Opening> openings) {
        Map<StockKey, SetTo> targets = new HashMap<>();
        aims.forEach((key, aim) -> targets.put(key, new SetTo(key, aim.get1(), aim.get2())));
        postings.forEach(posting -> targets.remove(posting.key()));
        boolean empty = postings.isEmpty() && targets.isEmpty() && openings.isEmpty();
        Map<StockKey, Opening> some = empty ? Map.of(StockKey.of("o"), Opening.of(1)) : openings;
        return new Move("m", "r", force, postings, List.copyOf(targets.values()), versions, some);
    }

    @Provide
    Arbitrary<SetSaleState> saleState() {
        Arbitrary<Instant> edge = Arbitraries.of(0L, 1L, 10L, 11L).map(Instant::ofEpochMilli);
        Arbitrary<Window> window = Combinators.combine(edge.injectNull(0.3), edge.injectNull(0.3))
                .as((opens, closes) -> opens != null && closes != null && !opens.isBefore(closes)
                        ? Window.NONE
                        : new Window(opens, closes));
        return Combinators.combine(keys(), Arbitraries.of(SaleState.values()).injectNull(0.3), window.injectNull(0.3))
                .filter((key, state, until) -> state != null || until != null)
                .as((key, state, until) -> new SetSaleState("x", key, state, until));
    }

    private static <C> void assertEqualExactlyWhenEqual(
            List<C> commands, Function<C, String> content, Function<C, Object> expected) {
        Map<String, Object> byText = new HashMap<>();
        Set<Object> distinct = new HashSet<>();
        for (C command : commands) {
            String text = content.apply(command);
            Object there = byText.putIfAbsent(text, expected.apply(command));
            assertTrue(
                    there == null || there.equals(expected.apply(command)),
                    () -> text + " is the text of two contents");
            distinct.add(expected.apply(command));
            assertTrue(text.length() <= 100, () -> text + " is long");
            Statistics.collect(text.startsWith("sha256:") ? "hashed" : "plain");
        }
        assertEquals(distinct.size(), byText.size());
        Statistics.label("repeats").collect(distinct.size() < commands.size());
        Statistics.coverage(coverage -> {
            coverage.check("hashed").count(n -> n > 0);
            coverage.check("plain").count(n -> n > 0);
        });
        Statistics.label("repeats").coverage(coverage -> coverage.check(true).count(n -> n > 0));
    }

    @Property(tries = 100)
    @StatisticsReport(onFailureOnly = true)
    void rule_2_7_ofSettlements(@ForAll @Size(60) List<@From("settlement") Settle> settlements) {
        assertEqualExactlyWhenEqual(settlements, Settle::content, command -> command);
    }

    @Property(tries = 100)
    @StatisticsReport(onFailureOnly = true)
    void rule_3_4_ofMoves(@ForAll @Size(60) List<@From("move") Move> moves) {
        assertEqualExactlyWhenEqual(moves, Move::content, command -> command);
    }

    @Property(tries = 100)
    @StatisticsReport(onFailureOnly = true)
    void rule_4_4_ofSaleStates(@ForAll @Size(60) List<@From("saleState") SetSaleState> states) {
        assertEqualExactlyWhenEqual(states, SetSaleState::content, command -> command);
    }

    @Property(tries = 200)
    void rule_3_4_idAndReasonAreNoContent(@ForAll("move") Move move) {
        Move other = new Move(
                "other",
                "why",
                move.force(),
                move.postings(),
                move.targets(),
                move.expectedVersions(),
                move.openings());
        assertEquals(move.content(), other.content());
    }

    @Property(tries = 200)
    void rule_2_7_idAndReservationAreNoContent(@ForAll("settlement") Settle settle) {
        Settle other = new Settle(
                ReservationId.of("other"),
                "other",
                settle.transition(),
                settle.quantities(),
                settle.releaseRest(),
                settle.holdFor());
        assertEquals(settle.content(), other.content());
    }

    @Test
    void rule_3_9_whatHasDepartedIsNoContent() {
        StockKey key = StockKey.of("A");
        SetTo counted = new SetTo(key, SetTo.Target.ON_HAND, 5);
        SetTo departed = new SetTo(key, SetTo.Target.ON_HAND, 5, new SetTo.Departed(2, 7));
        assertEquals(
                new Move("m", "r", true, List.of(), List.of(counted), Map.of(), Map.of()).content(),
                new Move("m", "r", true, List.of(), List.of(departed), Map.of(), Map.of()).content());
    }

    @Test
    void rule_3_4_theOrderOfPostingsIsContent() {
        Posting in = new Posting(StockKey.of("A"), OUTSIDE, AVAILABLE, 2);
        Posting out = new Posting(StockKey.of("A"), AVAILABLE, OUTSIDE, 1);
        assertNotEquals(
                Move.of("m", "r", in, out).content(), Move.of("m", "r", out, in).content());
        assertNotEquals(
                Move.of("m", "r", in).content(), Move.of("m", "r", in, in).content());
    }

    @Test
    void rule_3_4_expectedVersionsAndOpeningsAreDistinguished() {
        Posting in = new Posting(StockKey.of("A"), OUTSIDE, AVAILABLE, 2);
        StockKey key = StockKey.of("A");
        Set<String> texts = new HashSet<>();
        for (boolean force : new boolean[] {false, true}) {
            for (Map<StockKey, Long> versions : List.of(Map.of(key, 3L), Map.<StockKey, Long>of())) {
                for (Map<StockKey, Opening> openings : List.of(
                        Map.of(key, Opening.of(3)), Map.of(key, Opening.pinned(3)), Map.<StockKey, Opening>of())) {
                    texts.add(new Move("m", "r", force, List.of(in), versions, openings).content());
                }
            }
        }
        assertEquals(12, texts.size());
    }

    @Test
    void whatIsLongerThan100CharactersIsHashed() {
        int fits = 100
                - new SetSaleState("x", StockKey.of("x".repeat(50)), SaleState.OPEN)
                        .content()
                        .length()
                + 50;
        String plain = new SetSaleState("x", StockKey.of("x".repeat(fits)), SaleState.OPEN).content();
        assertEquals(100, plain.length());
        assertTrue(plain.contains("x".repeat(fits)));
        String hashed = new SetSaleState("x", StockKey.of("x".repeat(fits + 1)), SaleState.OPEN).content();
        assertTrue(hashed.matches("sha256:[0-9a-f]{64}"), hashed);
    }

    /** Stores keep these texts, so a release that wrote them otherwise would not recognise its own commands. */
    @Test
    void theTextItselfStaysAsItIs() {
        StockKey key = StockKey.of("A;1:b", "\uD83D\uDE00");
        assertEquals("SHIP", Settle.all(ID, "s", Transition.SHIP).content());
        assertEquals(
                "6:EXTEND;-5:PT15M;",
                Settle.extend(ID, "s", Duration.ofMinutes(15)).content());
        assertEquals(
                "7:CONFIRM;+0:;5:A;1:b;2:\uD83D\uDE00;3;",
                new Settle(ID, "s", Transition.CONFIRM, Map.of(key, 3L), true, null).content());
        assertEquals(
                "+1;1:A;4:main;7:OUTSIDE;9:AVAILABLE;7;1;1:B;4:main;7:ON_HAND;5;1;5:A;1:b;2:\uD83D\uDE00;9;"
                        + "1:A;4:main;8;+",
                new Move(
                                "m",
                                "r",
                                true,
                                List.of(new Posting(StockKey.of("A"), OUTSIDE, AVAILABLE, 7)),
                                List.of(new SetTo(StockKey.of("B"), SetTo.Target.ON_HAND, 5)),
                                Map.of(key, 9L),
                                Map.of(StockKey.of("A"), Opening.pinned(8)))
                        .content());
        assertEquals("5:A;1:b;2:\uD83D\uDE00;4:OPEN;", new SetSaleState("x", key, SaleState.OPEN).content());
        assertEquals(
                "5:A;1:b;2:\uD83D\uDE00;0:;2:12;0:;",
                new SetSaleState("x", key, null, Window.from(Instant.ofEpochMilli(12))).content());
        assertEquals(
                "sha256:8e4327729134bddc932e49abde2340738057639d0de18a3ba8bcbba893897064",
                new SetSaleState("x", StockKey.of("x".repeat(200)), SaleState.OPEN).content());
    }
}
