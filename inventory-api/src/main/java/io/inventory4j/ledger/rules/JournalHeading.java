package io.inventory4j.ledger.rules;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all journal entries of one command share (rule 7.2).
 *
 * @param kind what was done
 * @param command the id of the reservation, move or sale state
 * @param settlement the id of the settlement; null for one without an id and for other commands
 * @param reason a move's reason; null for other commands
 */
public record JournalHeading(
        CommandKind kind,
        String command,
        @Nullable String settlement,
        @Nullable String reason) {
    /** Checks that kind and command are there. */
    public JournalHeading {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(command, "command");
    }

    /**
     * The heading of a command's entries.
     *
     * @param command the command
     * @return its heading
     */
    public static JournalHeading of(Command command) {
        String detail = detail(command);
        boolean move = command instanceof Move;
        return new JournalHeading(kind(command), idOf(command), move ? null : detail, move ? detail : null);
    }

    /**
     * What a command does.
     *
     * @param command the command
     * @return the kind of its entries
     */
    public static CommandKind kind(Command command) {
        if (command instanceof Reserve reserve) {
            return reserve.sold() ? CommandKind.SELL : CommandKind.RESERVE;
        }
        if (command instanceof Settle settle) {
            return kind(settle.transition());
        }
        return command instanceof Move ? CommandKind.MOVE : CommandKind.SALE_STATE;
    }

    /**
     * The id by which entries name a command.
     *
     * @param command the command
     * @return the id of the reservation, move or sale state
     */
    public static String idOf(Command command) {
        if (command instanceof Reserve reserve) {
            return reserve.id().value();
        }
        if (command instanceof Settle settle) {
            return settle.reservation().value();
        }
        return command instanceof Move move ? move.id() : ((SetSaleState) command).id();
    }

    /**
     * What entries say of a command besides its kind and id.
     *
     * @param command the command
     * @return a move's reason, or a settlement's id; null for none and for other commands
     */
    public static @Nullable String detail(Command command) {
        if (command instanceof Settle settle) {
            return settle.id();
        }
        return command instanceof Move move ? move.reason() : null;
    }

    /**
     * The heading of the entries of a reserve.
     *
     * @param id the reservation
     * @param sold whether its units were sold in one step
     * @return its heading
     */
    public static JournalHeading reserved(String id, boolean sold) {
        return new JournalHeading(sold ? CommandKind.SELL : CommandKind.RESERVE, id, null, null);
    }

    /**
     * The heading of the entries of a settlement.
     *
     * @param reservation the reservation
     * @param transition what was done with it
     * @param id the settlement's id; null for none
     * @return its heading
     */
    public static JournalHeading settled(String reservation, Transition transition, @Nullable String id) {
        return new JournalHeading(kind(transition), reservation, id, null);
    }

    /**
     * The heading of the entries of a reservation that a sweep has ended.
     *
     * @param id the reservation
     * @return its heading
     */
    public static JournalHeading expired(ReservationId id) {
        return new JournalHeading(CommandKind.EXPIRE, id.value(), null, null);
    }

    /**
     * The heading of the entries of an order that was shipped because nobody had touched it (rule 9.2).
     *
     * @param id the reservation
     * @return its heading
     */
    public static JournalHeading shipped(ReservationId id) {
        return new JournalHeading(CommandKind.SHIP, id.value(), null, null);
    }

    /**
     * The entry for one line.
     *
     * @param sequence its place in the journal
     * @param at when the command was applied
     * @param change what it did to the line
     * @return the entry
     */
    public JournalEntry entry(long sequence, Instant at, LevelChange change) {
        return new JournalEntry(sequence, at, kind, command, settlement, reason, change);
    }

    // EXTEND touches no line, so no entry has this kind; RESERVE is the nearest.
    private static CommandKind kind(Transition transition) {
        return switch (transition) {
            case CONFIRM -> CommandKind.CONFIRM;
            case RELEASE -> CommandKind.RELEASE;
            case CANCEL -> CommandKind.CANCEL;
            case GIVE_BACK -> CommandKind.GIVE_BACK;
            case SHIP -> CommandKind.SHIP;
            case RETURN -> CommandKind.RETURN;
            case EXTEND -> CommandKind.RESERVE;
        };
    }
}
