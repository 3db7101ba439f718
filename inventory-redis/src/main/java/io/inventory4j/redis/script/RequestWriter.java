package io.inventory4j.redis.script;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch in the form that apply.lua shows: the names of all that the commands name, each once, and the
 * commands, which have numbers in place of names. All that needs no look at what is stored is computed here, because
 * Redis has one thread and a shop has many.
 */
final class RequestWriter {
    /** The id and the content of a settlement without an id (rule 2.10). */
    private static final String NO_ID = "";

    /** A move or sale state, which the ledger remembers by its id. */
    private record Remembered(int kind, String id) {
        byte[] name() {
            return kind == Request.MOVE ? Rows.move(id) : Rows.saleState(id);
        }
    }

    private final List<Command> batch;
    private final long unchangedSince;
    private final Numbering<StockKey> lines = new Numbering<>();
    private final Numbering<String> counters = new Numbering<>();
    private final Numbering<ReservationId> reservations = new Numbering<>();
    private final Numbering<Remembered> remembered = new Numbering<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final RushPlan plan = new RushPlan();

    /** Reserves of new reservations that replace nothing. */
    private int plainReserves;

    private int settlements;

    /** Reserves with lines that choose. */
    private int choices;

    /** All chunks but the last. */
    private final Packer chunks = new Packer();

    /** The last chunk, and how many values it has. */
    private final Packer chunk = new Packer();

    private int chunkCount;

    /** The values of the command at hand, and how many they are. */
    private final Packer values = new Packer();

    private int count;

    /**
     * Writes a batch.
     *
     * @param batch the commands
     * @param unchangedSince if it is not 0, the batch is shipments of orders that were not changed after this time
     */
    RequestWriter(List<Command> batch, long unchangedSince) {
        this.batch = batch;
        this.unchangedSince = unchangedSince;
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
        out.text(Rows.place()).array(bodies.size());
        bodies.forEach(out::text);
        out.number(lines.size()).number(beforeReservations).number(beforeRemembered);
        byte[] bytes = out.all(chunks).toBytes();
        boolean rush = plan.isPossible() && reservations.size() == batch.size() && names <= Request.CHUNK;
        return new Request(batch, lines.all(), bytes, script(), rush ? () -> plan.toBytes(idsFrom, idsTo) : null);
    }

    private Script script() {
        if (choices > 0) {
            return Script.CHOOSE;
        }
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
        count(command);
        if (command instanceof Reserve reserve) {
            if (reserve.flexible().isEmpty()) {
                add(reserve);
                end(reserve.again() ? Request.TAKE_AGAIN : Request.RESERVE);
            } else {
                addChoosing(reserve);
                end(reserve.again() ? Request.CHOOSE_AGAIN : Request.CHOOSE);
            }
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
    }

    private void count(Command command) {
        boolean chooses =
                command instanceof Reserve choosing && !choosing.flexible().isEmpty();
        if (chooses) {
            choices++;
        }
        boolean plain =
                !chooses && command instanceof Reserve reserve && reserve.replaces() == null && !reserve.again();
        if (plain) {
            plainReserves++;
        }
        if (!plain || ((Reserve) command).sold()) {
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
        long holdFor = head(command);
        bodies.add(Rows.body(command).toBytes());
        plan.hold(holdFor);
        Map<String, ChargeSum> charges = ChargeSum.of(command);
        List<Charge> passing = ChargeSum.passing(charges);
        number(command.lines().size());
        number(charges.size());
        number(passing.size());
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
        for (Charge charge : passing) {
            number(charge);
            plan.within(Micros.bound(charge.from()), Micros.bound(charge.until()));
        }
    }

    /** What every reserve begins with; returns how long it holds. */
    private long head(Reserve command) {
        long holdFor = hold(command.holdFor());
        number(reservations.of(command.id()));
        number(holdFor);
        ReservationId replaced = command.replaces();
        number(replaced == null ? 0 : reservations.of(replaced));
        return holdFor;
    }

    private void number(Charge passing) {
        number(counters.of(passing.counter()));
        number(Micros.bound(passing.from()));
        number(Micros.bound(passing.until()));
    }

    private void number(String counter, ChargeSum sum) {
        number(counters.of(counter));
        number(sum.quantity());
        number(sum.charge().limit());
        number(Micros.end(sum.charge().forgetAfter()));
    }

    /**
     * A reserve whose lines choose. The limit and the end of each counter are those of all that the command says of it,
     * sources included (rule 1.9.8). Counters that only sources name come after those that are charged for certain.
     */
    private void addChoosing(Reserve command) {
        head(command);
        List<AskedKey> keys = AskedKey.of(command);
        bodies.add(Rows.body(command, keys).toBytes());
        Map<String, ChargeSum> named = ChargeSum.of(command, keys);
        List<Charge> passing = ChargeSum.passing(named);
        long charged = named.values().stream().filter(ChargeSum::isCharged).count();
        number(command.lines().size());
        number(charged);
        number(passing.size());
        number(named.size() - charged);
        number(keys.size());
        for (ReserveLine line : command.lines()) {
            number(lines.of(line.key()));
            number(line.quantity());
            number(line.floor());
        }
        named.forEach((counter, sum) -> {
            if (sum.isCharged()) {
                number(counter, sum);
            }
        });
        named.forEach((counter, sum) -> {
            if (!sum.isCharged()) {
                number(counter, sum);
            }
        });
        passing.forEach(this::number);
        sources(command, keys);
    }

    private void sources(Reserve command, List<AskedKey> keys) {
        Map<StockKey, Integer> numbers = new HashMap<>();
        for (AskedKey key : keys) {
            numbers.put(key.key(), numbers.size() + 1);
            number(lines.of(key.key()));
            number(key.floor());
            number(key.charges().size());
            key.charges().forEach(charge -> number(counters.of(charge.counter())));
        }
        for (FlexibleLine line : command.flexible()) {
            line.keys().forEach(key -> number(Objects.requireNonNull(numbers.get(key))));
        }
    }

    /** 0 for no hold. */
    private static long hold(@Nullable Duration holdFor) {
        return holdFor == null ? 0 : Micros.of(holdFor);
    }

    private void add(Settle command) {
        String id = command.id();
        number(reservations.of(command.reservation()));
        text(id == null ? NO_ID : id);
        number(Request.TRANSITIONS.indexOf(command.transition()) + 1L);
        text(id == null ? NO_ID : command.content());
        number(command.holdFor() == null ? unchangedSince : hold(command.holdFor()));
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
        Map<StockKey, SetTo> targets = new HashMap<>();
        command.targets().forEach(target -> targets.put(target.key(), target));
        TreeSet<StockKey> keys = new TreeSet<>(command.expectedVersions().keySet());
        keys.addAll(command.openings().keySet());
        keys.addAll(targets.keySet());
        command.postings().forEach(posting -> keys.add(posting.key()));
        number(keys.size());
        for (StockKey key : keys) {
            Opening opening = command.openings().get(key);
            number(lines.of(key));
            number(command.expectedVersions().getOrDefault(key, -1L));
            number(opening == null ? -1 : opening.quantity());
            number(opening != null && opening.pinned() ? 1 : 0);
            SetTo target = targets.get(key);
            if (target == null) {
                postings(command, key);
            } else {
                target(target);
            }
        }
    }

    private void target(SetTo target) {
        SetTo.Departed departed = target.departed();
        number(Request.FIRST_TARGET + (long) Request.TARGETS.indexOf(target.target()));
        number(target.quantity());
        number(departed == null ? 0 : departed.units());
        number(departed == null ? -1 : departed.version());
    }

    /** Netted per bucket (rule 3.1). */
    private void postings(Move command, StockKey key) {
        boolean posted = false;
        boolean received = false;
        long[] sums = new long[Request.MOVABLE.length];
        for (Posting posting : command.postings()) {
            if (posting.key().equals(key)) {
                posted = true;
                received |= posting.to() == Bucket.AVAILABLE
                        && (posting.from() == Bucket.OUTSIDE || posting.from() == Bucket.INCOMING);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += posting.to() == Request.MOVABLE[i] ? posting.quantity() : 0;
                    sums[i] -= posting.from() == Request.MOVABLE[i] ? posting.quantity() : 0;
                }
            }
        }
        if (!posted) {
            number(0);
            return;
        }
        number(Request.UNITS_POSTED);
        number(received ? 1 : 0);
        for (long each : sums) {
            long sum = Math.max(-2 * ChargeSum.TOO_MUCH, Math.min(2 * ChargeSum.TOO_MUCH, each));
            number(sum / 2);
            number(sum - sum / 2);
        }
    }

    private void add(SetSaleState command) {
        number(remembered.of(new Remembered(Request.SALE_STATE, command.id())));
        text(command.id());
        text(command.content());
        number(lines.of(command.key()));
        number(command.state() == null ? Request.AS_IT_IS : Rows.SALE_STATES.indexOf(command.state()));
        Window window = command.window();
        if (window != null) {
            number(Rows.edge(window.opensAt()));
            number(Rows.edge(window.closesAt()));
        }
    }
}
