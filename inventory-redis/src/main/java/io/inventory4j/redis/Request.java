package io.inventory4j.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.TextOrder;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A batch as the script apply.lua reads it: what the commands name, each thing once, and the commands, which name things by
 * their places. All that needs no look at what is stored is done here, because Redis has one thread and a shop has many.
 */
final class Request {
    static final int RESERVE = 1;
    static final int SETTLE = 2;
    static final int MOVE = 3;
    static final int SALE_STATE = 4;

    /** Each request begins with its kind: a batch, a sweep, a purge. */
    static final int BATCH = 1;

    static final int EXPIRE = 2;
    static final int PURGE = 3;

    // As Lua's numbers are exact: beyond it every limit is passed, so more says no more.
    private static final long TOO_MUCH = 1L << 53;
    /** The buckets whose sums a move's line has, in this order. */
    static final Bucket[] MOVABLE = {
        Bucket.AVAILABLE, Bucket.SAFETY, Bucket.QUALITY_CONTROL, Bucket.DAMAGED, Bucket.INCOMING
    };

    /** Numbers that say what is posted to a line: two halves for each bucket. */
    static final int POSTED = 2 * MOVABLE.length;

    /** Numbers of a move's line: its place, expected version, opening, and whether units are posted to it. */
    static final int MOVED_LINE = 4;

    /** What a settlement can do, by numbers from 1 on. */
    static final List<Transition> TRANSITIONS = List.of(
            Transition.CONFIRM,
            Transition.RELEASE,
            Transition.CANCEL,
            Transition.SHIP,
            Transition.RETURN,
            Transition.EXTEND);

    private static final long[] NOTHING = {};

    /** How many values scripts take from a text, or give to a command, at once: Lua's stack is bounded. */
    static final int CHUNK = 1_000;

    /** A command that is remembered by itself, not with a reservation. */
    private record Remembered(int kind, String id) {
        byte[] name() {
            return kind == MOVE ? Rows.move(id) : Rows.saleState(id);
        }
    }

    private final Numbering<StockKey> lines = new Numbering<>();
    private final Numbering<String> counters = new Numbering<>();
    private final Numbering<ReservationId> reservations = new Numbering<>();
    private final Numbering<Remembered> remembered = new Numbering<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<long[]> holds = new ArrayList<>();
    private final RushPlan plan = new RushPlan();
    private int plainReserves;
    private int settlements;

    private final Packer commands = new Packer();

    /** The commands that the script takes apart together next, and how many values they have. */
    private final Packer together = new Packer();

    private int togetherCount;

    /** The command that is written just now, and how many values it has. */
    private final Packer values = new Packer();

    private int count;

    private Request() {}

    static Request of(List<Command> batch) {
        Request request = new Request();
        for (Command command : batch) {
            request.add(command);
        }
        request.endTogether();
        return request;
    }

    /** The request of a sweep. */
    static byte[] expire(int max) {
        return new Packer().number(EXPIRE).number(max).toBytes();
    }

    /** The request of a purge. */
    static byte[] purge(long settledBy, int max) {
        return new Packer().number(PURGE).number(settledBy).number(max).toBytes();
    }

    /** Whether {@link Script#RUSH} can do it, if all of it is held. */
    boolean isRush() {
        return plan.isPossible() && reservations.size() == holds.size() && names() <= CHUNK;
    }

    /** The smallest script that has all that the commands need. */
    Script script() {
        if (plainReserves == holds.size()) {
            return Script.RESERVE;
        }
        return settlements == holds.size() ? Script.SETTLE : Script.APPLY;
    }

    /** What {@link Script#RUSH} is given beside the request itself, which has to have been written. */
    byte[] plan() {
        return plan.toBytes();
    }

    private int names() {
        return lines.size() + counters.size() + reservations.size() + remembered.size() + 1;
    }

    /** The lines that the commands name, by their places. */
    List<StockKey> lines() {
        return lines.all();
    }

    /** What a command would hold: places of lines, each with its quantity; nothing unless it is a reserve. */
    long[] holds(int command) {
        return holds.get(command);
    }

    byte[] toBytes() {
        int inFrontOfReservations = lines.size() + counters.size();
        int inFrontOfRemembered = inFrontOfReservations + reservations.size();
        Packer out = new Packer().number(BATCH).array(names());
        lines.all().forEach(line -> out.text(Rows.name(line)));
        counters.all().forEach(counter -> out.text(Rows.counter(counter)));
        int from = out.size();
        reservations.all().forEach(id -> out.text(Rows.name(id)));
        plan.names(lines.size(), from, out.size());
        remembered.all().forEach(command -> out.text(command.name()));
        out.text(Rows.PLACE).array(bodies.size());
        bodies.forEach(out::text);
        out.number(lines.size()).number(inFrontOfReservations).number(inFrontOfRemembered);
        return out.all(commands).toBytes();
    }

    private void number(long value) {
        values.number(value);
        count++;
    }

    private void text(String value) {
        values.text(value);
        count++;
    }

    private void add(Command command) {
        holds.add(
                command instanceof Reserve reserve
                        ? new long[2 * reserve.lines().size()]
                        : NOTHING);
        if (command instanceof Reserve reserve) {
            add(reserve);
            end(RESERVE);
        } else if (command instanceof Settle settle) {
            add(settle);
            end(SETTLE);
        } else if (command instanceof Move move) {
            add(move);
            end(MOVE);
        } else {
            add((SetSaleState) command);
            end(SALE_STATE);
        }
        if (command instanceof Reserve hold && hold.replaces() == null) {
            plainReserves++;
        } else {
            plan.ruleOut();
        }
        if (command instanceof Settle) {
            settlements++;
        }
    }

    private void end(int kind) {
        int length = 2 + count;
        if (togetherCount + length > CHUNK) {
            endTogether();
        }
        together.number(kind).number(length).all(values);
        togetherCount += length;
        values.clear();
        count = 0;
    }

    private void endTogether() {
        if (togetherCount > 0) {
            commands.number(togetherCount).all(together);
            together.clear();
            togetherCount = 0;
        }
    }

    private void add(Reserve command) {
        number(reservations.of(command.id()));
        number(Micros.of(command.holdFor()));
        ReservationId replaced = command.replaces();
        number(replaced == null ? 0 : reservations.of(replaced));
        bodies.add(Rows.body(command).toBytes());
        plan.hold(Micros.of(command.holdFor()));
        Map<String, Sum> charges = charges(command);
        number(command.lines().size());
        number(charges.size());
        long[] held = holds.get(holds.size() - 1);
        int next = 0;
        for (ReserveLine line : command.lines()) {
            held[next++] = lines.of(line.key());
            held[next++] = line.quantity();
            number(held[next - 2]);
            number(held[next - 1]);
            number(line.floor());
            plan.take(lines.of(line.key()), line.quantity(), line.floor());
        }
        charges.forEach((counter, sum) -> {
            int place = counters.of(counter);
            long end = Micros.end(sum.charge().forgetAfter());
            number(place);
            number(sum.quantity());
            number(sum.charge().limit());
            number(end);
            plan.charge(place, sum.quantity(), sum.charge().limit(), end);
        });
    }

    private record Sum(Charge charge, long quantity) {
        Sum and(Sum other) {
            return new Sum(charge.and(other.charge), Math.min(TOO_MUCH, quantity + other.quantity));
        }
    }

    /** Rule 1.2: of one counter, charges add up, the lower limit and the later end hold. In name order (rule 1.6). */
    private static Map<String, Sum> charges(Reserve command) {
        Map<String, Sum> sums = new TreeMap<>(TextOrder.BY_UTF8);
        for (ReserveLine line : command.lines()) {
            for (Charge charge : line.unitCharges()) {
                sums.merge(charge.counter(), new Sum(charge, line.quantity()), Sum::and);
            }
        }
        for (Charge charge : command.orderCharges()) {
            sums.merge(charge.counter(), new Sum(charge, 1), Sum::and);
        }
        return sums;
    }

    private void add(Settle command) {
        number(reservations.of(command.reservation()));
        text(command.id());
        number(TRANSITIONS.indexOf(command.transition()) + 1L);
        text(command.content());
        number(command.holdFor() == null ? 0 : Micros.of(command.holdFor()));
        number(command.releaseRest() ? 1 : 0);
        number(command.quantities().size());
        command.quantities().forEach((key, quantity) -> {
            number(lines.of(key));
            number(quantity);
        });
    }

    private void add(Move command) {
        number(remembered.of(new Remembered(Request.MOVE, command.id())));
        text(command.id());
        text(command.reason());
        text(command.content());
        number(command.force() ? 1 : 0);
        TreeSet<StockKey> keys = new TreeSet<>(command.expectedVersions().keySet());
        keys.addAll(command.openings().keySet());
        command.postings().forEach(posting -> keys.add(posting.key()));
        number(keys.size());
        for (StockKey key : keys) {
            number(lines.of(key));
            number(command.expectedVersions().getOrDefault(key, -1L));
            number(command.openings().getOrDefault(key, -1L));
            postings(command, key);
        }
    }

    /** Rule 3.1: netted per bucket. */
    private void postings(Move command, StockKey key) {
        boolean posted = false;
        long[] sums = new long[MOVABLE.length];
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                posted = true;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += posting.to() == MOVABLE[i] ? posting.quantity() : 0;
                    sums[i] -= posting.from() == MOVABLE[i] ? posting.quantity() : 0;
                }
            }
        }
        number(posted ? 1 : 0);
        for (int i = 0; posted && i < sums.length; i++) {
            long sum = Math.max(-2 * TOO_MUCH, Math.min(2 * TOO_MUCH, sums[i]));
            number(sum / 2);
            number(sum - sum / 2);
        }
    }

    private void add(SetSaleState command) {
        number(remembered.of(new Remembered(Request.SALE_STATE, command.id())));
        text(command.id());
        text(command.content());
        number(lines.of(command.key()));
        number(Rows.SALE_STATES.indexOf(command.state()));
    }
}
