package io.inventory4j.ledger.rules;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The row of a reservation or of a tombstone. Its times are kept as {@link EpochNanos}, so a time beyond the year 2261
 * is the last one.
 */
public final class ReservationRow extends OrderLine implements Supplier<Reservation> {
    private final ReservationId id;
    private final @Nullable String owner;
    private OrderExtras extras;
    private final long madeNanos;
    private long expiryNanos;
    private long changedNanos;

    private ReservationRow(ReservationId id, long nanos) {
        this.id = id;
        owner = null;
        extras = OrderExtras.NONE;
        madeNanos = nanos;
        expiryNanos = madeNanos;
        changedNanos = madeNanos;
    }

    private ReservationRow(Reserve command, List<ReserveLine> lines, List<Grant> grants, long nanos) {
        super(lines.get(0), command.sold());
        id = command.id();
        owner = command.owner();
        OrderLine[] more = lines.size() == 1 ? OrderExtras.NO_LINES : new OrderLine[lines.size() - 1];
        for (int i = 0; i < more.length; i++) {
            more[i] = new OrderLine(lines.get(i + 1), command.sold());
        }
        extras = OrderExtras.of(more, grants, names(command.orderCharges()), List.of(), command.sold(), false);
        madeNanos = nanos;
        expiryNanos = command.holdFor() == null ? madeNanos : EpochNanos.plus(madeNanos, command.holdFor());
        changedNanos = madeNanos;
    }

    private ReservationRow(Reservation told, ReservedLine first) {
        super(first);
        id = told.id();
        owner = told.owner();
        List<ReservedLine> lines = told.lines();
        OrderLine[] more = new OrderLine[lines.size() - 1];
        for (int i = 0; i < more.length; i++) {
            more[i] = new OrderLine(lines.get(i + 1));
        }
        madeNanos = EpochNanos.of(told.madeAt());
        expiryNanos = EpochNanos.of(told.expiresAt());
        changedNanos = EpochNanos.of(told.changedAt());
        extras =
                OrderExtras.of(more, told.grants(), told.orderCharges(), told.settlements(), told.sold(), told.ended());
    }

    private ReservationRow(ReservationRow other) {
        super(other);
        id = other.id;
        owner = other.owner;
        extras = other.extras.copy();
        madeNanos = other.madeNanos;
        expiryNanos = other.expiryNanos;
        changedNanos = other.changedNanos;
    }

    private static List<String> names(List<Charge> charges) {
        return charges.isEmpty()
                ? List.of()
                : charges.stream().map(Charge::counter).toList();
    }

    /** The mark of a release that came before its reserve (rule 2.9). */
    static ReservationRow tombstone(ReservationId id, long nanos) {
        return new ReservationRow(id, nanos);
    }

    /** What a reserve without flexible lines makes. */
    static ReservationRow made(Reserve command, long nanos) {
        return new ReservationRow(command, command.lines(), List.of(), nanos);
    }

    /** What a reserve makes that holds these lines, those included that were granted (rule 1.9). */
    static ReservationRow made(Reserve command, List<ReserveLine> lines, List<Grant> grants, long nanos) {
        return new ReservationRow(command, lines, grants, nanos);
    }

    /**
     * The row of a reservation or a tombstone.
     *
     * @param told the reservation
     * @return the row
     */
    public static ReservationRow of(Reservation told) {
        return told.tombstone()
                ? new ReservationRow(told.id(), EpochNanos.of(told.changedAt()))
                : new ReservationRow(told, told.lines().get(0));
    }

    @Override
    public ReservationRow copy() {
        return new ReservationRow(this);
    }

    /** A copy for a command to write to, which changes it now. */
    ReservationRow following(long nanos) {
        ReservationRow row = new ReservationRow(this);
        row.changedNanos = nanos;
        return row;
    }

    /**
     * The reservation that this row stands for.
     *
     * @return the reservation, with its settlements
     */
    public Reservation told() {
        if (tombstone()) {
            return Reservation.tombstone(id, EpochNanos.instant(changedNanos));
        }
        List<ReservedLine> lines = new ArrayList<>(lines());
        for (int i = 0; i < lines(); i++) {
            lines.add(line(i).toldLine());
        }
        return new Reservation(
                id,
                owner,
                lines,
                extras.grants,
                extras.orderCharges,
                extras.sold,
                EpochNanos.instant(madeNanos),
                EpochNanos.instant(expiryNanos),
                extras.ended,
                EpochNanos.instant(changedNanos),
                extras.settlements);
    }

    /** The same as {@link #told}. */
    @Override
    public Reservation get() {
        return told();
    }

    /**
     * The reservation's id.
     *
     * @return the id
     */
    public ReservationId id() {
        return id;
    }

    @Nullable
    String owner() {
        return owner;
    }

    boolean sold() {
        return extras.sold;
    }

    boolean ended() {
        return extras.ended;
    }

    void end() {
        extras = extras.end();
    }

    List<Grant> grants() {
        return extras.grants;
    }

    List<String> orderCharges() {
        return extras.orderCharges;
    }

    List<Settlement> settlements() {
        return extras.settlements;
    }

    void remember(Settlement settlement) {
        extras = extras.remember(settlement);
    }

    boolean full() {
        return extras.settlements.size() >= Bounds.MAX_SETTLEMENTS;
    }

    Instant madeAt() {
        return EpochNanos.instant(madeNanos);
    }

    /**
     * When the hold runs out.
     *
     * @return as {@link EpochNanos}
     */
    public long expiryNanos() {
        return expiryNanos;
    }

    void expiryNanos(long nanos) {
        expiryNanos = nanos;
    }

    /**
     * When it was changed the last time.
     *
     * @return as {@link EpochNanos}
     */
    public long changedNanos() {
        return changedNanos;
    }

    /**
     * Whether this is the mark of a release that came before its reserve.
     *
     * @return true if it has no lines
     */
    public boolean tombstone() {
        return key == null;
    }

    int lines() {
        return key == null ? 0 : 1 + extras.more.length;
    }

    OrderLine line(int index) {
        return index == 0 ? this : extras.more[index - 1];
    }

    /** Where the line of a key is; -1 where there is none. */
    int indexOf(StockKey wanted) {
        for (int i = 0; i < lines(); i++) {
            if (line(i).line().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Units that are held of a line.
     *
     * @param wanted the line
     * @return the units
     */
    public long reserved(StockKey wanted) {
        int at = indexOf(wanted);
        return at < 0 ? 0 : line(at).reserved();
    }

    /**
     * Whether units are held.
     *
     * @return as {@link Reservation#pending}
     */
    public boolean pending() {
        for (int i = 0; i < lines(); i++) {
            if (line(i).reserved() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether anything is held or sold and not shipped.
     *
     * @return as {@link Reservation#open}
     */
    public boolean open() {
        for (int i = 0; i < lines(); i++) {
            if (line(i).reserved() > 0 || line(i).committed() > 0) {
                return true;
            }
        }
        return false;
    }

    boolean isSwept() {
        for (int i = 0; i < lines(); i++) {
            if (line(i).swept() > 0) {
                return true;
            }
        }
        return false;
    }

    boolean releasedInFull() {
        return !open() && !departed();
    }

    /**
     * Whether anything was shipped.
     *
     * @return true also after all of it came back
     */
    public boolean departed() {
        for (int i = 0; i < lines(); i++) {
            if (line(i).shipped() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it may be forgotten.
     *
     * @param due what may be forgotten
     * @return as {@link StoreTransaction.Due#forgets}
     */
    public boolean forgottenBy(StoreTransaction.Due due) {
        return !open() && !EpochNanos.instant(changedNanos).isAfter(departed() ? due.shippedBy() : due.settledBy());
    }

    /** Whether it has a command's content (rules 1.4 and 1.9). */
    boolean hasContentOf(Reserve command) {
        if (!Objects.equals(owner(), command.owner()) || (!command.again() && sold() != command.sold())) {
            return false;
        }
        return (grants().isEmpty() && command.flexible().isEmpty())
                ? hasLinesOf(command.lines())
                : Choices.asked(this, command);
    }

    private boolean hasLinesOf(List<ReserveLine> wanted) {
        if (lines() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            OrderLine there = line(i);
            ReserveLine here = wanted.get(i);
            if (there.requested() != here.quantity() || !there.line().equals(here.key())) {
                return false;
            }
        }
        return true;
    }
}
