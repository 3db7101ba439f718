package io.inventory4j.examples.replay;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a journal has, by the ids under which the shop has asked for it. Filled by one thread, then read only. */
final class JournalIndex {
    private record Key(
            CommandKind kind, String id, @Nullable String settlement) {}

    private final Set<Key> keys = new HashSet<>();

    /** What orders have sold at once, by order and article: what late payments have taken again. */
    private final Map<String, Map<String, Long>> sold = new HashMap<>();

    void enter(JournalPage page) {
        page.entries().forEach(this::enter);
    }

    private void enter(JournalEntry entry) {
        keys.add(new Key(entry.kind(), entry.command(), null));
        if (entry.settlement() != null) {
            keys.add(new Key(entry.kind(), entry.command(), entry.settlement()));
        }
        if (entry.kind() == CommandKind.SELL) {
            sold.computeIfAbsent(entry.command(), order -> new LinkedHashMap<>())
                    .merge(entry.change().key().sku(), entry.change().delta(Bucket.COMMITTED), Long::sum);
        }
    }

    /** Whether the journal has what a step has come to. A step that changed nothing cannot be missing. */
    boolean has(Step step) {
        return switch (step.result()) {
            case ASKED, REFUSED, SURPRISE -> true;
            case EXPIRED, REFUND_DUE -> keys.contains(new Key(CommandKind.EXPIRE, step.subject(), null));
            case RELEASED -> keys.contains(new Key(CommandKind.RELEASE, step.subject(), null));
            case REACQUIRED -> keys.contains(new Key(CommandKind.SELL, step.subject(), null));
            case DONE -> keys.contains(new Key(step.action().kind, step.subject(), settlement(step)));
        };
    }

    /**
     * The answer to a step in doubt, where the answer to a second call would say less than the journal: that a late
     * payment is confirmed does not say whether its first call has taken units again. Other steps are as they were.
     */
    Step answered(Step step) {
        Map<String, Long> taken =
                step.inDoubt() && step.action() == Step.Action.PAY_LATE ? sold.get(step.subject()) : null;
        return taken == null ? step : step.reacquired(taken);
    }

    private static @Nullable String settlement(Step step) {
        return switch (step.action()) {
            case PAY, PAY_PART, GIVE_UP, GIVE_UP_PART, CANCEL, SHIP, TAKE_BACK -> step.settlement();
            case RESERVE, PAY_LATE, RUN_OUT, RECEIVE, WRITE_OFF -> null;
        };
    }
}
