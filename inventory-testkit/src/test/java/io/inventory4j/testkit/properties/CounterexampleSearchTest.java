package io.inventory4j.testkit.properties;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.MapLedger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import org.junit.jupiter.api.function.Executable;

/** The sequences reach every reason and every kind of command often. */
final class CounterexampleSearchTest {
    private static final int SEQUENCES = 1_000;
    private static final int OFTEN = 50;
    private static final int SOMETIMES = 25;

    private static final List<String> KINDS = List.of(
            "Reserve",
            "Move",
            "SetSaleState",
            "CONFIRM",
            "CONFIRM in part",
            "RELEASE",
            "RELEASE in part",
            "CANCEL",
            "CANCEL in part",
            "SHIP",
            "SHIP in part",
            "RETURN",
            "RETURN in part",
            "EXTEND",
            "replaces",
            "several lines",
            "order charges",
            "unit charges",
            "backorder",
            "force",
            "expectedVersions",
            "openings",
            "releaseRest",
            "owner",
            "sold",
            "exchanges",
            "again",
            "again, sold",
            "without an id",
            "GIVE_BACK",
            "AVAILABLE",
            "ON_HAND",
            "SAFETY",
            "SAFETY_PERCENT",
            "departed",
            "shipped unasked",
            "replayed Reserve",
            "replayed Settle",
            "replayed Move",
            "replayed SetSaleState",
            "expired",
            "purged",
            "chosen",
            "chosen, again",
            "later source",
            "several sources",
            "gift left out",
            "less than wished");

    @Example
    void everyReasonAndEveryKindOfCommandOccursOften() {
        long seed = Effort.seed();
        Figures figures = new CounterexampleSearch(clock -> new MapLedger(clock), seed, SEQUENCES).run();
        String details = figures + " seed=" + seed + " " + figures.details();
        System.out.println(details);
        // A ledger never gives NOT_ALLOWED; policies do.
        var reasons = Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.NOT_ALLOWED)
                .<Executable>map(reason ->
                        () -> assertTrue(figures.refused(reason) >= OFTEN, () -> reason + " is rare: " + details));
        assertAll(reasons);
        assertAll(KINDS.stream()
                .<Executable>map(kind ->
                        () -> assertTrue(figures.happened(kind) >= SOMETIMES, () -> kind + " is rare: " + details)));
        assertTrue(figures.happened("chosen in an exchange") > 0, details);
    }
}
