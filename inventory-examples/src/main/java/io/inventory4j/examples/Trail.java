package io.inventory4j.examples;

import io.inventory4j.Bucket;
import io.inventory4j.JournalEntry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What the journal tells of a cart of an earlier run, where the reservation itself does not tell it: how units were given
 * back, and by which settlements. Filled by one thread, then read only.
 */
final class Trail {
    /** Of a cart that is new. */
    static final Trail NONE = new Trail();

    private final Map<String, EnumMap<Count, Long>> givenBack = new HashMap<>();
    private final Map<String, Long> settled = new HashMap<>();

    void enter(JournalEntry entry) {
        long toShelf = entry.change().delta(Bucket.AVAILABLE);
        switch (entry.kind()) {
            case CONFIRM, RELEASE -> add(entry, Count.RELEASED, toShelf);
            case CANCEL -> add(entry, Count.CANCELLED, toShelf);
            case RESERVE, EXPIRE, SHIP, RETURN, MOVE, SALE_STATE -> {}
        }
        String settlement = entry.settlement();
        if (settlement != null) {
            settled.merge(settlement, toShelf + entry.change().delta(Bucket.QUALITY_CONTROL), Long::sum);
        }
    }

    private void add(JournalEntry entry, Count count, long units) {
        givenBack
                .computeIfAbsent(entry.change().key().sku(), sku -> new EnumMap<>(Count.class))
                .merge(count, units, Long::sum);
    }

    /** The trail of both: the cart, and what a late payment took anew. */
    Trail and(Trail late) {
        Trail both = new Trail();
        for (Trail one : new Trail[] {this, late}) {
            one.givenBack.forEach((sku, counts) -> counts.forEach((count, units) -> both.givenBack
                    .computeIfAbsent(sku, key -> new EnumMap<>(Count.class))
                    .merge(count, units, Long::sum)));
            one.settled.forEach((id, units) -> both.settled.merge(id, units, Long::sum));
        }
        return both;
    }

    /** Units that were RELEASED or CANCELLED. */
    long of(String sku, Count count) {
        EnumMap<Count, Long> counts = givenBack.get(sku);
        return counts == null ? 0 : counts.getOrDefault(count, 0L);
    }

    boolean settled(String settlement) {
        return settled.containsKey(settlement);
    }

    /** Units that came back by a settlement and those named after it, as {@code C1/2/unpaid} is after {@code C1/2}. */
    long broughtBack(String settlement) {
        return settled.entrySet().stream()
                .filter(one -> one.getKey().equals(settlement) || one.getKey().startsWith(settlement + "/"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The id, or one named after it where a run that was cut off has used it for other units already. */
    String unused(String settlement) {
        String id = settlement;
        for (int next = 2; settled(id); next++) {
            id = settlement + "/" + next;
        }
        return id;
    }
}
