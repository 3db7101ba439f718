package io.inventory4j.redis;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a batch in the form that apply.lua shows: the names of all that the commands name, each once, and the
 * commands, which have numbers in place of names. All that needs no look at what is stored is computed here, because
 * Redis has one thread and a shop has many.
 */
final class RequestWriter {
    // From here on Lua's numbers are not exact. Every limit is lower, so a larger sum is not needed.
    private static final long TOO_MUCH = 1L << 53;

    /** A move or sale state, which the ledger remembers by its id. */
    private record Remembered(int kind, String id) {
        byte[] name() {
            return kind == Request.MOVE ? Rows.move(id) : Rows.saleState(id);
        }
    }

    private final List<Command> batch;
    private final Numbering<StockKey> lines = new Numbering<>();
    private final Numbering<String> counters = new Numbering<>();
    private final Numbering<ReservationId> reservations = new Numbering<>();
    private final Numbering<Remembered> remembered = new Numbering<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final RushPlan plan = new RushPlan();
    private int plainReserves;
    private int settlements;

    /** All chunks but the last. */
    private final Packer chunks = new Packer();

    /** The last chunk, and how many values it has. */
    private final Packer chunk = new Packer();

    private int chunkCount;

    /** The values of the command at hand, and how many they are. */
    private final Packer values = new Packer();

    private int count;

    RequestWriter(List<Command> batch) {
        this.batch = batch;
        for (Command command : batch) {
            add(command);
        }
        endChunk();
    }

    Request request() {
        int beforeReservations = lines.size() + counters.size();
        int beforeRemembered = beforeReservations + reservations.size();
        int names = beforeRemembered + remembered.size() + 1;
        Packer out = new Packer().number(Request.BATCH).array(names);
        lines.all().forEach(line -> out.text(Rows.name(line)));
        counters.all().forEach(counter -> out.text(Rows.counter(counter)));
        int idsFrom = out.size();
        reservations.all().forEach(id -> out.text(Rows.name(id)));
        int idsTo = out.size();
        remembered.all().forEach(command -> out.text(command.name()));
        out.text(Rows.PLACE).array(bodies.size());
        bodies.forEach(out::text);
        out.number(lines.size()).number(beforeReservations).number(beforeRemembered);
        byte[] bytes = out.all(chunks).toBytes();
        boolean rush = plan.isPossible() && reservations.size() == batch.size() && names <= Request.CHUNK;
        return new Request(batch, lines.all(), bytes, script(), rush ? () -> plan.toBytes(idsFrom, idsTo) : null);
    }

    private Script script() {
        if (plainReserves == batch.size()) {
            return Script.RESERVE;
        }
        return settlements == batch.size() ? Script.SETTLE : Script.APPLY;
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
        if (command instanceof Reserve reserve) {
            add(reserve);
            end(Request.RESERVE);
        } else if (command instanceof Settle settle) {
            add(settle);
            end(Request.SETTLE);
        } else if (command instanceof Move move) {
            add(move);
            end(Request.MOVE);
        } else {
            add((SetSaleState) command);
            end(Request.SALE_STATE);
        }
        if (command instanceof Reserve reserve && reserve.replaces() == null) {
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
        if (chunkCount + length > Request.CHUNK) {
            endChunk();
        }
        chunk.number(kind).number(length).all(values);
        chunkCount += length;
        values.clear();
        count = 0;
    }

    private void endChunk() {
        if (chunkCount > 0) {
            chunks.number(chunkCount).all(chunk);
            chunk.clear();
            chunkCount = 0;
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
        for (ReserveLine line : command.lines()) {
            int place = lines.of(line.key());
            number(place);
            number(line.quantity());
            number(line.floor());
            plan.take(place, line.quantity(), line.floor());
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

    /** By counter, in name order (rule 1.6): charges add up, and the lower limit and the later end apply (rule 1.2). */
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
        number(Request.TRANSITIONS.indexOf(command.transition()) + 1L);
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

    /** Netted per bucket (rule 3.1). */
    private void postings(Move command, StockKey key) {
        boolean posted = false;
        long[] sums = new long[Request.MOVABLE.length];
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                posted = true;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += posting.to() == Request.MOVABLE[i] ? posting.quantity() : 0;
                    sums[i] -= posting.from() == Request.MOVABLE[i] ? posting.quantity() : 0;
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
