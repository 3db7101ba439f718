package io.inventory4j.redis.script;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a batch or a sweep, read command by command; answer.lua shows its bytes. */
public final class Answer {
    /** What became of a command, by numbers from 0 on. */
    enum Status {
        HELD,
        REFUSED,
        REPLAYED,
        REPLACED,
        UNITS_MOVED,
        MARKED,
        EXTENDED,
        LINES_CHANGED,
        GRANTED,
        LIMITED;

        private static final List<Status> ALL = List.of(values());

        public static Status of(int number) {
            if (number < 0 || number >= ALL.size()) {
                throw new IllegalStateException("the script answered status " + number);
            }
            return ALL.get(number);
        }
    }

    /** Why a command was refused, by numbers from 1 on. NOT_ALLOWED has none: a ledger never says it. */
    public static final List<Reason> REASONS = List.of(
            Reason.UNKNOWN_LINE,
            Reason.NOT_OPEN,
            Reason.OUT_OF_STOCK,
            Reason.LIMIT_REACHED,
            Reason.ID_REUSED,
            Reason.RELEASED,
            Reason.EXPIRED,
            Reason.UNKNOWN_RESERVATION,
            Reason.NOT_PENDING,
            Reason.NOT_COMMITTED,
            Reason.NOT_SHIPPED,
            Reason.INSUFFICIENT,
            Reason.SHORTFALL,
            Reason.STALE,
            Reason.OVERFLOW);

    private final Unpacker in;
    private final long now;
    private final AnswerLevels levels;
    private final List<byte[]> passed = new ArrayList<>();

    /**
     * An answer of which nothing is read yet.
     *
     * @param text the bytes
     * @param asked the lines that the request names, in the order of their places; none for a sweep
     */
    public Answer(byte[] text, List<StockKey> asked) {
        in = new Unpacker(text);
        in.array();
        now = in.number();
        Map<Integer, StockKey> lines = new LinkedHashMap<>();
        asked.forEach(key -> lines.put(lines.size() + 1, key));
        for (int added = in.array(); added > 0; added -= 2) {
            lines.put(in.count(), Rows.key(in.text()));
        }
        in.array();
        levels = new AnswerLevels();
        lines.forEach((place, key) -> levels.add(place, key, in.bytes()));
        in.array();
    }

    public Instant now() {
        return Micros.instant(now);
    }

    /** The same in microseconds since 1970. */
    public long micros() {
        return now;
    }

    /** Whether there is another command, or another reservation that a sweep has ended. */
    public boolean more() {
        return in.more();
    }

    /** The id of the next reservation that a sweep has ended; {@link #sweptChanges} then reads the rest of it. */
    public ReservationId ended() {
        return ReservationId.of(in.text());
    }

    /** The next reservation that a sweep has ended. */
    public Outcome.Applied swept() {
        ReservationId id = ended();
        in.number();
        Reservation after = Rows.reservation(id, in.bytes());
        return new Outcome.Applied(after, moved(), false);
    }

    /** What became of the next command, which is this one. */
    Outcome outcome(Command command) {
        return switch (Status.of(in.count())) {
            case HELD -> held((Reserve) command);
            case REFUSED -> refused(command instanceof Reserve reserve ? reserve : null);
            case REPLAYED -> replayed(command);
            case REPLACED -> {
                skipRow();
                units();
                yield command instanceof Reserve reserve && reserve.flexible().isEmpty()
                        ? held(reserve)
                        : outcome(command);
            }
            case UNITS_MOVED -> new Outcome.Applied(reservation(command), moved(), false);
            case MARKED -> new Outcome.Applied(null, List.of(), false);
            case EXTENDED -> new Outcome.Applied(reservation(command), List.of(), false);
            case LINES_CHANGED -> new Outcome.Applied(null, lines(), false);
            case GRANTED -> granted(reservation(command));
            case LIMITED -> scarce();
        };
    }

    /** What the sweep did to lines for the reservation whose id was read. */
    public List<LevelChange> sweptChanges() {
        in.number();
        skipRow();
        return moved();
    }

    /** What the next command, which is this one, did to lines; what became of it otherwise is passed over. */
    public List<LevelChange> changes(AskedCommands.Asked command) {
        return switch (Status.of(in.count())) {
            case HELD -> taken(command);
            case REFUSED -> {
                refused(null);
                yield List.of();
            }
            case REPLAYED, EXTENDED -> {
                skipRow();
                yield List.of();
            }
            case REPLACED -> {
                skipRow();
                units();
                yield command.chooses() ? changes(command) : taken(command);
            }
            case UNITS_MOVED -> {
                skipRow();
                yield moved();
            }
            case MARKED -> List.of();
            case LINES_CHANGED -> lines();
            case GRANTED -> {
                ReservationId id = ReservationId.of(command.heading().command());
                yield granted(Rows.reservation(id, in.bytes())).changes();
            }
            case LIMITED -> {
                scarce();
                yield List.of();
            }
        };
    }

    private void skipRow() {
        passed.add(in.bytes());
    }

    /** The rows of reservations that {@link #changes} has passed over. */
    public List<byte[]> passedRows() {
        return List.copyOf(passed);
    }

    private Outcome.Refused refused(@Nullable Reserve order) {
        Reason reason = REASONS.get(in.count() - 1);
        if (!in.isText()) {
            return new Outcome.Refused(reason, levels.key(in.count()), in.number());
        }
        String subject = in.text();
        boolean stale = reason == Reason.STALE;
        if (order == null || !(stale || reason == Reason.LIMIT_REACHED)) {
            return new Outcome.Refused(reason, subject, in.number());
        }
        Instant at = stale ? now() : null;
        StockKey key = stale ? order.firstNaming(subject) : order.firstCharging(subject);
        return new Outcome.Refused(new Refusal(reason, subject, key, in.number(), null, at));
    }

    /** A counter of which too little is left for a line that chooses, or for a gift: only the script knows the line. */
    private Outcome.Refused scarce() {
        String counter = in.text();
        StockKey key = levels.key(in.count());
        return new Outcome.Refused(new Refusal(Reason.LIMIT_REACHED, counter, key, in.number(), null, null));
    }

    /** A new reservation, all of whose units were taken now. */
    private Outcome.Applied granted(Reservation made) {
        for (ReservedLine line : made.lines()) {
            levels.take(line.key(), line.requested(), made.sold());
        }
        return new Outcome.Applied(made, levels.changes(), false);
    }

    private Outcome.Applied replayed(Command command) {
        byte[] row = in.bytes();
        if (row.length == 0) {
            return new Outcome.Applied(null, List.of(), true);
        }
        return new Outcome.Applied(Rows.reservation(id(command), row), List.of(), true);
    }

    private Reservation reservation(Command command) {
        return Rows.reservation(id(command), in.bytes());
    }

    private static ReservationId id(Command command) {
        return command instanceof Reserve reserve ? reserve.id() : ((Settle) command).reservation();
    }

    private List<LevelChange> taken(AskedCommands.Asked command) {
        return taken(command.taken(), command.heading().kind() == CommandKind.SELL);
    }

    private List<LevelChange> taken(List<ReserveLine> lines, boolean sold) {
        for (ReserveLine line : lines) {
            levels.take(line.key(), line.quantity(), sold);
        }
        return levels.changes();
    }

    private List<LevelChange> moved() {
        units();
        return levels.changes();
    }

    private void units() {
        for (int move = in.count(); move > 0; move--) {
            levels.move(in.count(), in.count(), in.count(), in.number());
        }
    }

    private List<LevelChange> lines() {
        List<LevelChange> changes = new ArrayList<>();
        for (int line = in.count(); line > 0; line--) {
            changes.add(levels.changed(in.count(), in.bytes()));
        }
        return changes;
    }

    private Outcome.Applied held(Reserve command) {
        List<ReservedLine> lines = new ArrayList<>(command.lines().size());
        boolean sold = command.sold();
        for (ReserveLine line : command.lines()) {
            long quantity = line.quantity();
            lines.add(new ReservedLine(
                    line.key(), sold ? 0 : quantity, sold ? quantity : 0, 0, 0, 0, 0, names(line.unitCharges())));
        }
        Duration holdFor = command.holdFor();
        Reservation held = new Reservation(
                command.id(),
                command.owner(),
                lines,
                List.of(),
                names(command.orderCharges()),
                sold,
                now(),
                holdFor == null ? now() : Micros.instant(now + Micros.of(holdFor)),
                false,
                now(),
                List.of());
        return new Outcome.Applied(held, taken(command.lines(), sold), false);
    }

    private static List<String> names(List<Charge> charges) {
        List<String> names = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            names.add(charge.counter());
        }
        return names;
    }
}
