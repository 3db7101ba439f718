package io.inventory4j.core.memory;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The ledger of one race, with numbers as answers: 0 refused, 1 applied, 2 replayed. */
abstract class RacedLedger {
    /** The property that replaces the swap by a torn one, whose fault the races must find. */
    static final String TORN = "inventory.races.torn";

    private static final Swap.Scheme SCHEME = Boolean.getBoolean(TORN) ? TornSwap::run : Swap::run;
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final String BUYER = "buyer";

    /** One for all races, since a ledger lives for some microseconds here. */
    private static final Table.Hash HASH = KeyedHash.unpredictable();

    private volatile Instant now = Instant.EPOCH;
    private final InMemoryLedger ledger = new InMemoryLedger(() -> now, 8, SCHEME, new Tables(HASH));

    final void receive(String sku, long units) {
        apply(Move.of("to " + sku, "opening", new Posting(key(sku), Bucket.OUTSIDE, Bucket.AVAILABLE, units)));
    }

    final int reserve(String id, String... skus) {
        List<ReserveLine> lines =
                Arrays.stream(skus).map(sku -> ReserveLine.of(key(sku), 1)).toList();
        return number(apply(new Reserve(ReservationId.of(id), lines, List.of(), HOLD, null)));
    }

    final int reserveWithin(long limit, String id, String sku) {
        ReserveLine line = new ReserveLine(key(sku), 1, 0, List.of(Charge.of(BUYER, limit)));
        return number(apply(new Reserve(ReservationId.of(id), List.of(line), List.of(), HOLD, null)));
    }

    /** The number of the SKU that gave the unit, from 1 on; 0 if none did. */
    final int reserveFirstOf(String id, String... skus) {
        List<Source> sources =
                Arrays.stream(skus).map(sku -> Source.of(key(sku))).toList();
        FlexibleLine line = new FlexibleLine(sources, 1, 1, false);
        Outcome outcome = apply(
                new Reserve(ReservationId.of(id), null, List.of(), List.of(line), List.of(), HOLD, false, null, false));
        return outcome instanceof Outcome.Applied applied && applied.reservation() != null
                ? 1 + applied.reservation().grants().get(0).units().indexOf(1L)
                : 0;
    }

    final int versionAfterReserving(String id, String sku) {
        Reserve reserve =
                new Reserve(ReservationId.of(id), List.of(ReserveLine.of(key(sku), 1)), List.of(), HOLD, null);
        Outcome outcome = apply(reserve);
        return outcome instanceof Outcome.Applied applied
                ? (int) applied.changes().get(0).after().version()
                : -1;
    }

    final int confirm(String id) {
        return number(apply(Settle.all(ReservationId.of(id), "confirm", Transition.CONFIRM)));
    }

    final int release(String id) {
        return number(apply(Settle.all(ReservationId.of(id), "release", Transition.RELEASE)));
    }

    final int expire() {
        return ledger.expire(10).size();
    }

    final void turnClockPastHolds() {
        now = now.plus(HOLD);
    }

    final StockLevel level(String sku) {
        return ledger.levels(List.of(key(sku))).get(0);
    }

    final int available(String sku) {
        return (int) level(sku).available();
    }

    final int used() {
        return (int) ledger.used(BUYER);
    }

    /** The line versions in the order of the journal, as the digits of one number. */
    final int journaledVersions() {
        int versions = 0;
        for (JournalEntry entry : ledger.journal(0, 100).entries()) {
            versions = versions * 10 + (int) entry.change().after().version();
        }
        return versions;
    }

    private Outcome apply(Command command) {
        return ledger.apply(List.of(command)).get(0);
    }

    private static int number(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            return applied.replayed() ? 2 : 1;
        }
        return 0;
    }

    private static StockKey key(String sku) {
        return StockKey.of(sku);
    }
}
