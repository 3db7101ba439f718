package io.inventory4j.core.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.Bounds;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CounterNameTest {
    private static String name(String rule, List<String> parts) {
        StringBuilder name = new StringBuilder(rule);
        parts.forEach(part -> CounterName.part(name, part));
        return CounterName.finish(rule, name);
    }

    @Example
    void theFormNeverChangesBecauseStoresKeepIt() {
        assertEquals("per-buyer/b-1/SKU 1", name("per-buyer", List.of("b-1", "SKU 1")));
        assertEquals("r/a%2Fb%25c%23/d", name("r", List.of("a/b%c#", "d")));
        assertEquals("r/#" + Sha256.hex("r/" + "x".repeat(199)), name("r", List.of("x".repeat(199))));
        assertEquals("r/" + "x".repeat(198), name("r", List.of("x".repeat(198))));
    }

    @Example
    void lengthIsCountedInCodePoints() {
        String emoji = new String(Character.toChars(0x1F600)).repeat(198);
        assertEquals("r/" + emoji, name("r", List.of(emoji)));
    }

    @Example
    void noBuyerCanTakeTheNameOfAHashedOne() {
        String hashed = name("r", List.of("x".repeat(200)));
        assertTrue(hashed.startsWith("r/#"));
        assertEquals("r/%23" + hashed.substring(3), name("r", List.of(hashed.substring(2))));
    }

    @Property
    void differentPartsHaveDifferentNames(@ForAll("parts") List<String> one, @ForAll("parts") List<String> other) {
        assertEquals(one.equals(other), name("r", one).equals(name("r", other)));
    }

    @Property
    void everyNameIsWithinTheBounds(@ForAll("parts") List<String> parts) {
        Bounds.text("counter", name("per-buyer-window", parts));
    }

    @Provide
    Arbitrary<List<String>> parts() {
        Arbitrary<String> few = Arbitraries.strings()
                .withChars('/', '%', '#', '2', 'F', 'a')
                .ofMinLength(1)
                .ofMaxLength(4);
        Arbitrary<String> any =
                Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(200);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, few), net.jqwik.api.Tuple.of(1, any))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
