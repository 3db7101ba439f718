package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The order of the changes of lines in the journal (rule 7.3). It says which change comes next, and so whether and
 * where a lost command happened. A search that follows it hardly ever has a choice. The journal is a hint and proves
 * nothing: an order that is found along it still has to give every answer, and if none is found along it, there may be
 * another one.
 */
final class JournalOrder {
    private record Entry(JournalHeading heading, LevelChange change) {}

    private final boolean followed;
    private final Map<Entry, Integer> places = new HashMap<>();
    private final Set<ReservationId> held = new HashSet<>();
    private final BitSet taken = new BitSet();
    /** The first entry that is not taken. */
    private int next;

    private final Ints takenInOrder = new Ints();

    private JournalOrder(boolean followed) {
        this.followed = followed;
    }

    /** No order: any change may come next. */
    static JournalOrder none() {
        return new JournalOrder(false);
    }

    /** The order of these entries, which are complete for their lines. */
    static JournalOrder of(List<JournalEntry> entries) {
        JournalOrder order = new JournalOrder(true);
        for (JournalEntry entry : entries) {
            JournalHeading heading =
                    new JournalHeading(entry.kind(), entry.command(), entry.settlement(), entry.reason());
            order.places.put(new Entry(heading, entry.change()), order.places.size());
            if (entry.kind() == CommandKind.RESERVE || entry.kind() == CommandKind.SELL) {
                order.held.add(ReservationId.of(entry.command()));
            }
        }
        return order;
    }

    /**
     * Whether the changes of an action come next: the first entry that was not taken is among them. The other entries
     * of the same command follow it, though not always at once, if commands write their entries at the same time.
     */
    boolean mayTake(AtomicAction action, List<LevelChange> changes) {
        if (!followed || changes.isEmpty()) {
            return true;
        }
        boolean first = false;
        for (LevelChange change : changes) {
            Integer place = places.get(new Entry(action.heading(), change));
            if (place == null || taken.get(place)) {
                return false;
            }
            first |= place == next;
        }
        return first;
    }

    /** Whether a reservation may be unknown when it is released, after which there can never be one (rule 2.9). */
    boolean mayStayUnknown(ReservationId id) {
        return !held.contains(id);
    }

    int mark() {
        return takenInOrder.size();
    }

    void take(AtomicAction action, List<LevelChange> changes) {
        if (followed) {
            for (LevelChange change : changes) {
                int place = Objects.requireNonNull(places.get(new Entry(action.heading(), change)));
                taken.set(place);
                takenInOrder.push(place);
            }
            next = taken.nextClearBit(next);
        }
    }

    void undo(int mark) {
        while (takenInOrder.size() > mark) {
            int place = takenInOrder.pop();
            taken.clear(place);
            next = Math.min(next, place);
        }
    }
}
