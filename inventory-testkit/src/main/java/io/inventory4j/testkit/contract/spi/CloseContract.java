package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Nodes;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Rule 10.1 for a ledger that was closed. One that opened nothing itself may go on as before; one that has closed its
 * store can answer nothing, and certainly does nothing.
 */
public interface CloseContract extends Fixture {
    @Test
    default void rule_10_1_aClosedLedgerAnswersWhatIsSoOrFailsWithNone() {
        try (Nodes nodes = apart()) {
            StockLedger closed = nodes.first();
            closed.apply(List.of(receive("opening", "A", 9), hold("r", line("A", 2, limit("c", 9)))));
            Map<String, Supplier<Object>> calls = new LinkedHashMap<>();
            calls.put("levels", () -> closed.levels(List.of(key("A"))));
            calls.put("reservation", () -> closed.reservation(id("r")));
            calls.put("open", () -> closed.open(key("A"), null, 9));
            calls.put("used", () -> closed.used("c"));
            calls.put("expire", () -> closed.expire(9));
            calls.put("shipConfirmed", () -> closed.shipConfirmed(Duration.ZERO, 9));
            calls.put("purge", () -> closed.purge(Duration.ofDays(1), 9));
            Map<String, Object> right = new LinkedHashMap<>();
            calls.forEach((name, call) -> right.put(name, call.get()));
            closed.close();
            calls.forEach((name, call) -> {
                try {
                    assertEquals(right.get(name), call.get(), () -> name + " of a closed ledger");
                } catch (LedgerException e) {
                    assertEquals(Effect.NONE, e.effect(), () -> name + " of a closed ledger: " + e);
                }
            });
        }
    }

    @Test
    default void rule_10_1_aClosedLedgerSaysOfACommandWhatHasBecomeOfIt() {
        try (Nodes nodes = apart()) {
            StockLedger closed = nodes.first();
            closed.apply(List.of(receive("opening", "A", 9)));
            closed.close();
            boolean applied = false;
            try {
                applied =
                        closed.apply(List.of(hold("r", line("A", 2)))).stream().allMatch(Outcome::applied);
                assertTrue(applied, "there is enough");
            } catch (LedgerException e) {
                assertEquals(Effect.NONE, e.effect(), () -> "apply of a closed ledger: " + e);
            }
            boolean there = applied;
            nodes.second()
                    .ifPresent(second -> assertEquals(
                            there,
                            second.reservation(id("r")).isPresent(),
                            "a command that a closed ledger took, as the other node sees it"));
            assertDoesNotThrow(closed::close, "the second time");
        }
    }
}
