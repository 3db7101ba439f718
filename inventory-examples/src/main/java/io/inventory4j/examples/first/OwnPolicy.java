package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A rule of the shop's own: members buy first, and a household has three units at most, whoever of it orders. */
public final class OwnPolicy {
    private static final Instant OPEN_TO_ALL = Instant.parse("2026-11-11T20:00:00Z");

    private OwnPolicy() {}

    /**
     * The policy. It only looks at the request and names counters; the ledger counts, in the same step as the stock.
     *
     * @param households the household of each member
     */
    private record MembersFirst(Map<String, String> households) implements ReservationPolicy {
        @Override
        public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
            String household = households.get(request.buyer());
            if (household == null && now.isBefore(OPEN_TO_ALL)) {
                terms.refuse("members-first", Reason.NOT_ALLOWED, request.buyer(), 0);
                return;
            }
            // Each kind of name has a prefix of its own: a buyer who calls himself elm-street-1 counts apart. A name
            // that comes from outside may be 150 characters here, since a counter's name has at most 200.
            String counter = household == null ? "single/" + request.buyer() : "household/" + household;
            for (RequestLine line : request.lines()) {
                // Most lines have one source; a line that chooses is charged where its units then come from.
                for (StockKey source : line.sources()) {
                    terms.chargeUnits(source, "per-household", Charge.of(counter, 3));
                }
            }
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        AtomicReference<Instant> now = new AtomicReference<>(OPEN_TO_ALL.minusSeconds(600));
        MembersFirst policy = new MembersFirst(Map.of("ann", "elm-street-1", "bob", "elm-street-1"));
        try (Inventory inventory =
                InventoryBuilder.inMemory().clock(now::get).policy(policy).build()) {
            inventory.receive("po-1", "RECORD", 50).orThrow();
            order(inventory, "o-1", "ann", 2);
            order(inventory, "o-2", "bob", 2);
            order(inventory, "o-3", "bob", 1);
            order(inventory, "o-4", "cleo", 1);
            now.set(OPEN_TO_ALL);
            System.out.println("now it is open to all");
            order(inventory, "o-5", "cleo", 1);
            System.out.println("elm-street-1 has " + inventory.used("household/elm-street-1"));
        }
    }

    private static void order(Inventory inventory, String id, String buyer, long units) {
        Outcome outcome = inventory.reserve(ReserveRequest.of(id, buyer).line("RECORD", units));
        String answer = outcome.refused()
                .map(refusal -> "refused by " + refusal.rule() + ", " + refusal.remaining() + " allowed")
                .orElse("held");
        System.out.println(buyer + " asks for " + units + ": " + answer);
    }
}
