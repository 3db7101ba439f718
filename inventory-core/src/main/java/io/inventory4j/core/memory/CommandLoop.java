package io.inventory4j.core.memory;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.Decision;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.ledger.rules.ReservationDraft;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.RowDraft;
import io.inventory4j.stock.CommandKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How a command takes effect. Every one goes through one loop:
 *
 * <ol>
 *   <li>Read the rows that the command touches, and let {@link LedgerRules} decide it.
 *   <li>If the decision stores something, store it on exactly these rows by one {@link Swap}. If it stores nothing, as
 *       a refusal does, check that all of these rows were current at one instant (rule 1.7).
 *   <li>If a row has changed meanwhile, begin again.
 * </ol>
 *
 * <p>A new reservation takes a short cut: its cell comes into the table with the row in it, which is the first step of
 * the swap. Nobody else has seen the cell before, and reservations come first in the order of all cells.
 */
final class CommandLoop {
    private final Tables tables;
    private final StoredRows rows;
    private final ExpiryIndex expiries;
    private final Forgettables forgettables;
    private final JournalLog journal;
    private final Swap.Scheme scheme;
    private final List<Runnable> bells = new CopyOnWriteArrayList<>();

    CommandLoop(
            Tables tables, ExpiryIndex expiries, Forgettables forgettables, JournalLog journal, Swap.Scheme scheme) {
        this.tables = tables;
        this.expiries = expiries;
        this.forgettables = forgettables;
        this.journal = journal;
        this.scheme = scheme;
        rows = new StoredRows(tables);
    }

    Outcome apply(Command command, long now) {
        return Objects.requireNonNull(run(command, null, null, now)).outcome();
    }

    /** Ends a reservation if it is overdue; null if it is not. */
    Outcome.@Nullable Applied expire(ReservationId id, long now) {
        return applied(run(null, id, null, now));
    }

    /** Ships an order that nobody has touched since {@code by}; null if there is nothing to ship. */
    Outcome.@Nullable Applied ship(ReservationId id, Instant by, long now) {
        return applied(run(null, id, by, now));
    }

    /** Judges a command; or, without one, the expiry of a reservation, or with {@code by} its shipment. */
    private static @Nullable Decision judge(
            @Nullable Command command, @Nullable ReservationId id, @Nullable Instant by, Decision decision) {
        if (command != null) {
            return LedgerRules.decide(command, decision);
        }
        ReservationId due = Objects.requireNonNull(id);
        return by == null ? LedgerRules.expire(due, decision) : LedgerRules.shipConfirmed(due, by, decision);
    }

    private static Outcome.@Nullable Applied applied(@Nullable Decision decision) {
        return decision == null ? null : (Outcome.Applied) decision.outcome();
    }

    Subscription onChange(Runnable bell) {
        bells.add(bell);
        return () -> bells.remove(bell);
    }

    private @Nullable Decision run(
            @Nullable Command command, @Nullable ReservationId id, @Nullable Instant by, long now) {
        List<RowDraft> tried = null;
        while (true) {
            long forgotten = tables.forgotten.get();
            Decision decision = new Decision(rows, now);
            Decision judged;
            try {
                judged = judge(command, id, by, decision);
            } catch (RuntimeException e) {
                // The rows may be of different instants and contradict each other: then the rules are not at fault.
                if (rows.hold(decision.drafts(), forgotten)) {
                    throw e;
                }
                continue;
            }
            if (judged == null || !judged.stores()) {
                if (rows.hold(decision.drafts(), forgotten)) {
                    abandonUnused(tried);
                    return judged;
                }
                continue;
            }
            RowDraft first = Objects.requireNonNull(decision.drafts());
            boolean restsOnMissing = rows.prepare(first);
            boolean done = swap(first, decision, command, id, by);
            if (!done || restsOnMissing) {
                tried = tried == null ? new ArrayList<>() : tried;
                tried.add(first);
            }
            if (done) {
                abandonUnused(tried);
                forgettables.file(first, now);
                ring(decision);
                return decision;
            }
        }
    }

    private void abandonUnused(@Nullable List<RowDraft> tried) {
        if (tried != null) {
            tried.forEach(first -> Purge.abandonUnused(tables, first));
        }
    }

    private void ring(Decision decision) {
        if (!bells.isEmpty() && decision.lines() != null) {
            for (Runnable bell : bells) {
                bell.run();
            }
        }
    }

    private boolean swap(
            RowDraft first,
            Decision decision,
            @Nullable Command command,
            @Nullable ReservationId id,
            @Nullable Instant by) {
        Swap swap = new Swap(
                first,
                command != null ? JournalHeading.kind(command) : by == null ? CommandKind.EXPIRE : CommandKind.SHIP,
                command != null
                        ? JournalHeading.idOf(command)
                        : Objects.requireNonNull(id).value(),
                command != null ? JournalHeading.detail(command) : null,
                decision.nanos(),
                decision.lines(),
                journal);
        ReservationCell fresh = fresh(first);
        boolean again = fileExpiries(decision, fresh);
        if (fresh != null && tables.reservations.add(fresh) != fresh) {
            giveUp(swap, first, fresh);
            return false;
        }
        boolean done = scheme.run(swap);
        if (done && again) {
            // Until the swap the reservation held nothing, so a sweep may have dropped the entry that was filed before.
            fileExpiries(decision, null);
        }
        return done;
    }

    /** The cell of a new reservation that comes into the table with the row in it; null where there is none. */
    private static @Nullable ReservationCell fresh(RowDraft first) {
        if (first.place() instanceof ReservationCell cell && !cell.added()) {
            cell.begin(Objects.requireNonNull(first.after()));
            return cell;
        }
        return null;
    }

    /** Another thread has put in a cell for the same key, so the fresh one leads nowhere. */
    private static void giveUp(Swap swap, RowDraft first, ReservationCell fresh) {
        swap.giveUp();
        fresh.swapContent(Objects.requireNonNull(first.after()), Cell.DEAD);
    }

    /**
     * Files expiries before the swap, so that every overdue reservation is found. Returns whether a reservation that
     * held nothing any more holds something again (rule 1.12).
     */
    private boolean fileExpiries(Decision decision, @Nullable ReservationCell fresh) {
        boolean again = false;
        for (ReservationDraft draft = decision.reservationDrafts(); draft != null; draft = draft.following()) {
            if (draft.after() instanceof ReservationRow after && after.pending()) {
                ReservationRow before = draft.before() instanceof ReservationRow row ? row : null;
                boolean heldNothing = before != null && !before.pending();
                if (draft.place() == fresh) {
                    expiries.addFirst(after, Objects.requireNonNull(fresh));
                } else if (before == null || heldNothing || before.expiryNanos() != after.expiryNanos()) {
                    expiries.add(after, (ReservationCell) Objects.requireNonNull(draft.place()));
                }
                again |= heldNothing;
            }
        }
        return again;
    }
}
