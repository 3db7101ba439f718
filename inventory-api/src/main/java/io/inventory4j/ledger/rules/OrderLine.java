package io.inventory4j.ledger.rules;

import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reservation has of one stock line. Nearly all orders have one line, so the {@link ReservationRow} is itself
 * its first one.
 */
class OrderLine extends Row {
    /** What few orders have. */
    private record Past(long released, long shipped, long returned, long swept) {
        static final Past NONE = new Past(0, 0, 0, 0);
    }

    /** Null only in a tombstone, which has no line. */
    final @Nullable StockKey key;

    /** Null for none, the name of a counter, or a list of names. */
    private final @Nullable Object charges;

    private long reserved;
    private long committed;
    private Past past = Past.NONE;

    /** No line. */
    OrderLine() {
        key = null;
        charges = null;
    }

    /** A new line. */
    OrderLine(ReserveLine wanted, boolean sold) {
        key = wanted.key();
        charges = names(wanted.unitCharges());
        reserved = sold ? 0 : wanted.quantity();
        committed = sold ? wanted.quantity() : 0;
    }

    OrderLine(ReservedLine line) {
        key = line.key();
        charges = switch (line.charges().size()) {
            case 0 -> null;
            case 1 -> line.charges().get(0);
            default -> line.charges();
        };
        reserved = line.reserved();
        committed = line.committed();
        past(line.released(), line.shipped(), line.returned(), line.swept());
    }

    OrderLine(OrderLine other) {
        key = other.key;
        charges = other.charges;
        reserved = other.reserved;
        committed = other.committed;
        past = other.past;
    }

    @Override
    public OrderLine copy() {
        return new OrderLine(this);
    }

    private static @Nullable Object names(List<Charge> charges) {
        return switch (charges.size()) {
            case 0 -> null;
            case 1 -> charges.get(0).counter();
            default -> charges.stream().map(Charge::counter).toList();
        };
    }

    final StockKey line() {
        if (key == null) {
            throw new IllegalStateException("a tombstone has no line");
        }
        return key;
    }

    final long reserved() {
        return reserved;
    }

    final long committed() {
        return committed;
    }

    final long released() {
        return past.released;
    }

    final long shipped() {
        return past.shipped;
    }

    final long returned() {
        return past.returned;
    }

    final long swept() {
        return past.swept;
    }

    final long requested() {
        return reserved + committed + past.shipped + past.released;
    }

    final int charges() {
        return charges == null ? 0 : charges instanceof List<?> names ? names.size() : 1;
    }

    final String charge(int index) {
        return charges instanceof List<?> names ? (String) names.get(index) : (String) Objects.requireNonNull(charges);
    }

    /** Moves units on by one step of a settlement. */
    final void settle(Transition step, long quantity) {
        switch (step) {
            case CONFIRM -> {
                reserved -= quantity;
                committed += quantity;
            }
            case RELEASE -> {
                reserved -= quantity;
                past(past.released + quantity, past.shipped, past.returned, past.swept);
            }
            case CANCEL -> {
                committed -= quantity;
                past(past.released + quantity, past.shipped, past.returned, past.swept);
            }
            case SHIP -> {
                committed -= quantity;
                past(past.released, past.shipped + quantity, past.returned, past.swept);
            }
            case RETURN -> past(past.released, past.shipped, past.returned + quantity, past.swept);
            case GIVE_BACK, EXTEND -> throw new IllegalStateException(step + " is no single step");
        }
    }

    final void swept(long quantity) {
        past(past.released, past.shipped, past.returned, quantity);
    }

    /** Takes units that were swept again (rule 1.12). */
    final void takeAgain(long quantity, boolean sold) {
        reserved += sold ? 0 : quantity;
        committed += sold ? quantity : 0;
        past(past.released - quantity, past.shipped, past.returned, past.swept - quantity);
    }

    private void past(long released, long shipped, long returned, long swept) {
        past = released == 0 && shipped == 0 && returned == 0 && swept == 0
                ? Past.NONE
                : new Past(released, shipped, returned, swept);
    }

    final ReservedLine toldLine() {
        List<String> names = new ArrayList<>(1);
        for (int i = 0; i < charges(); i++) {
            names.add(charge(i));
        }
        return new ReservedLine(
                line(), reserved, committed, past.shipped, past.released, past.returned, past.swept, names);
    }
}
