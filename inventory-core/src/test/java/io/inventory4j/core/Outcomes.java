package io.inventory4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What tests expect of outcomes. */
public final class Outcomes {
    private Outcomes() {}

    public static Outcome.Applied applied(Outcome outcome) {
        Outcome.Applied applied = assertInstanceOf(Outcome.Applied.class, outcome);
        assertEquals(false, applied.replayed(), () -> "replayed: " + outcome);
        return applied;
    }

    public static Outcome.Applied replayed(Outcome outcome) {
        Outcome.Applied applied = assertInstanceOf(Outcome.Applied.class, outcome);
        assertEquals(true, applied.replayed(), () -> "not replayed: " + outcome);
        assertEquals(0, applied.changes().size());
        return applied;
    }

    public static Refusal refused(Outcome outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).refusal();
    }

    public static Reason reason(Outcome outcome) {
        return refused(outcome).reason();
    }

    public static void assertRefused(
            Outcome outcome, Reason reason, String subject, long remaining, @Nullable String rule) {
        Refusal refusal = refused(outcome);
        assertEquals(
                Arrays.asList(reason, subject, remaining, rule),
                Arrays.asList(refusal.reason(), refusal.subject(), refusal.remaining(), refusal.rule()));
    }
}
