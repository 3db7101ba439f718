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
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Two lines of two units, a counter that both charge, and two overdue reservations. Every answer is a text with the
 * level that the operation saw, so that a torn or a lost step shows.
 */
abstract class LedgerUnderLincheck {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final Charge LIMIT = Charge.of("buyers", 3);

    private final InMemoryLedger ledger;

    LedgerUnderLincheck(Swap.Scheme scheme) {
        Instant[] now = {Instant.EPOCH};
        InstantSource clock = () -> now[0];
        ledger = new InMemoryLedger(clock, 8, scheme, new Tables(Object::hashCode));
        apply(Move.of("a", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 3)));
        apply(Move.of("b", "opening", new Posting(B, Bucket.OUTSIDE, Bucket.AVAILABLE, 2)));
        apply(reserve("r1", line(A), line(B)));
        apply(reserve("r2", line(A)));
        now[0] = Instant.EPOCH.plusSeconds(60);
    }

    @Operation
    public String reserveBoth(@Param(gen = IntGen.class, conf = "3:4") int id) {
        return apply(reserve("r" + id, line(A), line(B)));
    }

    @Operation
    public String reserveB(@Param(gen = IntGen.class, conf = "3:4") int id) {
        return apply(reserve("r" + id, line(B)));
    }

    @Operation
    public String reserveEither(@Param(gen = IntGen.class, conf = "3:4") int id) {
        List<Source> sources = List.of(new Source(B, 0, List.of(LIMIT)), new Source(A, 0, List.of(LIMIT)));
        FlexibleLine line = new FlexibleLine(sources, 2, 1, true);
        return apply(new Reserve(
                new ReservationId("r" + id),
                null,
                List.of(),
                List.of(line),
                List.of(),
                Duration.ofSeconds(1),
                false,
                null,
                false));
    }

    @Operation
    public String confirm(@Param(gen = IntGen.class, conf = "1:3") int id) {
        return apply(Settle.all(new ReservationId("r" + id), "c", Transition.CONFIRM));
    }

    @Operation
    public String release(@Param(gen = IntGen.class, conf = "1:4") int id) {
        return apply(Settle.all(new ReservationId("r" + id), "r", Transition.RELEASE));
    }

    @Operation
    public String transfer(@Param(gen = IntGen.class, conf = "1:2") int id) {
        return apply(Move.of(
                "m" + id,
                "transfer",
                new Posting(A, Bucket.AVAILABLE, Bucket.OUTSIDE, 1),
                new Posting(B, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
    }

    @Operation
    public String expireOne() {
        List<Outcome.Applied> ended = ledger.expire(1);
        return ended.isEmpty() ? "none" : text(ended.get(0));
    }

    @Operation
    public String level(@Param(gen = IntGen.class, conf = "0:1") int line) {
        return text(ledger.levels(List.of(line == 0 ? A : B)).get(0));
    }

    @Operation
    public String counter() {
        return "used " + ledger.used("buyers");
    }

    private static Reserve reserve(String id, ReserveLine... lines) {
        return new Reserve(new ReservationId(id), List.of(lines), List.of(), Duration.ofSeconds(1), null);
    }

    private static ReserveLine line(StockKey key) {
        return new ReserveLine(key, 1, 0, List.of(LIMIT));
    }

    private String apply(Command command) {
        return text(ledger.apply(List.of(command)).get(0));
    }

    // Plain concatenation: the model checker follows every step, also those within toString.
    private static String text(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.refusal().reason().name() + refused.refusal().remaining();
        }
        Outcome.Applied applied = (Outcome.Applied) outcome;
        StringBuilder text = new StringBuilder(applied.replayed() ? "replayed" : "applied");
        if (applied.reservation() != null) {
            text.append(applied.reservation().state().name());
        }
        for (LevelChange change : applied.changes()) {
            text.append(text(change.after()));
        }
        return text.toString();
    }

    private static String text(StockLevel level) {
        return " v" + level.version() + ":" + level.available() + "/" + level.reserved() + "/" + level.committed();
    }
}
