package io.inventory4j;

import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines of a request were granted, told by the reservation that was made of it. Pure. */
final class GrantedLines {
    private GrantedLines() {}

    /** One grant for each line, by position; null if the reservation has other lines (rules 1.4 and 1.9). */
    static @Nullable List<Grant> of(ReserveRequest request, Reservation stored) {
        if (!sameChoices(request.flexible(), stored.grants()) || !sameUnits(request.lines(), stored)) {
            return null;
        }
        // Gifts are judged last, whatever their place in the request.
        int next = 0;
        int gift =
                (int) stored.grants().stream().filter(each -> each.least() > 0).count();
        List<Grant> granted = new ArrayList<>();
        for (RequestLine line : request.lines()) {
            if (line.fixed()) {
                granted.add(new Grant(line.sources(), line.quantity(), line.least(), false, List.of(line.quantity())));
            } else {
                granted.add(stored.grants().get(line.gift() ? gift++ : next++));
            }
        }
        return List.copyOf(granted);
    }

    private static boolean sameChoices(List<RequestLine> asked, List<Grant> grants) {
        if (asked.size() != grants.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            Grant grant = grants.get(i);
            if (!asked.get(i).equals(RequestLine.of(grant.sources(), grant.quantity(), grant.least(), grant.split()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameUnits(List<RequestLine> lines, Reservation stored) {
        Map<StockKey, Long> asked = new HashMap<>();
        for (RequestLine line : lines) {
            if (line.fixed()) {
                asked.merge(line.key(), line.quantity(), Long::sum);
            }
        }
        for (ReservedLine line : stored.lines()) {
            long fixed = line.requested();
            for (Grant grant : stored.grants()) {
                fixed -= grant.granted(line.key());
            }
            if (fixed != 0 && !Long.valueOf(fixed).equals(asked.remove(line.key()))) {
                return false;
            }
        }
        return asked.isEmpty();
    }
}
