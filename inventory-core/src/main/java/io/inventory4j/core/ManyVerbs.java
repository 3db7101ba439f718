package io.inventory4j.core;

import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Verb;
import io.inventory4j.core.Reservations.Asked;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Carries out verbs of any kind in one call. Reserves that are worth a new try are sent again, in one call too. */
final class ManyVerbs {
    private final StockLedger ledger;
    private final Reservations reservations;

    ManyVerbs(StockLedger ledger, Reservations reservations) {
        this.ledger = ledger;
        this.reservations = reservations;
    }

    /** What is sent for one verb; {@code asked} is null unless it is a reserve. */
    private record Sent(Command command, @Nullable Asked asked) {
        Outcome answer(Outcome outcome) {
            return asked == null ? outcome : asked.answer(outcome);
        }
    }

    /** Checks what {@link #apply} checks before it sends anything. */
    static void check(List<? extends Verb> verbs) {
        for (Verb verb : verbs) {
            if (verb instanceof OrderVerb.Reserving reserving) {
                Reservations.checked(reserving);
            } else {
                Verbs.of(verb);
            }
        }
    }

    List<Outcome> apply(List<? extends Verb> verbs) {
        List<Sent> sent = new ArrayList<>(verbs.size());
        for (Verb verb : verbs) {
            sent.add(sent(verb));
        }
        List<@Nullable Outcome> outcomes = new ArrayList<>(Collections.nCopies(sent.size(), null));
        List<Integer> open = IntStream.range(0, sent.size()).boxed().toList();
        for (int look = 0; !open.isEmpty(); look++) {
            long before = reservations.ended();
            List<Command> commands = new ArrayList<>(open.size());
            open.forEach(i -> commands.add(sent.get(i).command));
            List<Outcome> said = look == 0 ? ledger.apply(commands) : reservations.applyAgain(commands);
            if (said == null) {
                break;
            }
            for (int at = 0; at < said.size(); at++) {
                int i = open.get(at);
                outcomes.set(i, sent.get(i).answer(said.get(at)));
            }
            open = look == Reservations.LOOKS ? List.of() : again(sent, open, said, before, look == 0);
        }
        for (int i = 0; i < sent.size(); i++) {
            Asked asked = sent.get(i).asked;
            if (asked != null) {
                reservations.told(asked.request(), Objects.requireNonNull(outcomes.get(i)));
            }
        }
        return outcomes.stream().map(Objects::requireNonNull).toList();
    }

    private Sent sent(Verb verb) {
        if (verb instanceof OrderVerb.Reserving reserving) {
            Asked asked = reservations.asked(reserving);
            return new Sent(asked.command(), asked);
        }
        return new Sent(Verbs.of(verb), null);
    }

    /**
     * Which of the open verbs are sent again: reserves that are worth it, and those refused verbs after one that are
     * about the same reservation, since they have come too early.
     */
    private List<Integer> again(List<Sent> sent, List<Integer> open, List<Outcome> said, long before, boolean first) {
        List<Integer> again = new ArrayList<>();
        Set<String> sentAgain = new HashSet<>();
        for (int at = 0; at < said.size(); at++) {
            int i = open.get(at);
            Sent one = sent.get(i);
            Asked next = one.asked == null ? null : reservations.next(one.asked, said.get(at), before, first);
            if (next != null && !isFollowed(sent, open, said, at)) {
                sent.set(i, new Sent(next.command(), next));
            } else if (said.get(at).applied() || !sentAgain.contains(follows(one.command))) {
                continue;
            }
            again.add(i);
            if (one.command instanceof Reserve reserve) {
                sentAgain.add(reserve.id().value());
            }
        }
        return again;
    }

    /** Whether a later verb about the same reservation was applied already: sent again, the reserve would follow it. */
    private static boolean isFollowed(List<Sent> sent, List<Integer> open, List<Outcome> said, int at) {
        String id = ((Reserve) sent.get(open.get(at)).command).id().value();
        for (int later = at + 1; later < said.size(); later++) {
            Command command = sent.get(open.get(later)).command;
            boolean same = command instanceof Reserve reserve
                    ? reserve.id().value().equals(id)
                    : follows(command).equals(id);
            if (same && said.get(later).applied()) {
                return true;
            }
        }
        return false;
    }

    /** The reservation that has to be there before a command; an empty text, which is no id, where there is none. */
    private static String follows(Command command) {
        if (command instanceof Settle settle) {
            return settle.reservation().value();
        }
        return command instanceof Reserve reserve && reserve.replaces() != null
                ? reserve.replaces().value()
                : "";
    }
}
