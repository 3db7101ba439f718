package io.inventory4j.examples.replay.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds rows that an earlier file has already, letter for letter: exports overlap, and files get copied. Within one
 * file, equal rows are as many as there are, since invoices do have a line twice. So of each row the sale has as many
 * as the file that has the most.
 */
final class Copies {
    private final Map<OrderRow.Content, Integer> seen = new HashMap<>();

    /** The rows of a file that are in no earlier one. With one file, nothing is compared. */
    List<OrderRow> without(OrderFile file, boolean several, OrderNotes notes) {
        if (!several) {
            return file.orders();
        }
        Map<OrderRow.Content, Integer> here = new HashMap<>();
        List<OrderRow> fresh = new ArrayList<>();
        for (OrderRow row : file.orders()) {
            OrderRow.Content content = row.content();
            if (here.merge(content, 1, Integer::sum) > seen.getOrDefault(content, 0)) {
                fresh.add(row);
            } else {
                notes.remark(OrderNotes.Kind.COPIES, row.place(), null, "is in an earlier file: left out");
            }
        }
        here.forEach((content, times) -> seen.merge(content, times, Math::max));
        return fresh;
    }
}
