package io.inventory4j.testkit.properties;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.testkit.words.Named;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a run has done, so that a run that reached little can be recognised. */
final class Figures {
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int sequences;
    private int steps;
    private int applied;
    private int refused;
    private int replayed;

    void sequence() {
        sequences++;
    }

    void step() {
        steps++;
    }

    void outcome(Command command, Outcome outcome) {
        if (outcome instanceof Outcome.Refused no) {
            refused++;
            reasons.merge(no.refusal().reason(), 1, Integer::sum);
        } else if (outcome instanceof Outcome.Applied yes && yes.replayed()) {
            replayed++;
            count("replayed " + command.getClass().getSimpleName());
        } else {
            applied++;
            countApplied(command, (Outcome.Applied) outcome);
        }
    }

    private void countApplied(Command command, Outcome.Applied outcome) {
        if (command instanceof Settle settle) {
            count(settle.transition().name() + (settle.quantities().isEmpty() ? "" : " in part"));
        } else {
            count(command.getClass().getSimpleName());
        }
        if (command instanceof Reserve reserve) {
            countIf(reserve.sold(), "sold");
            countIf(reserve.owner() != null, "owner");
            countIf(reserve.again(), reserve.sold() ? "again, sold" : "again");
            countIf(reserve.replaces() != null, reserve.sold() ? "exchanges" : "replaces");
            countIf(reserve.lines().size() > 1, "several lines");
            countIf(!reserve.orderCharges().isEmpty(), "order charges");
            countIf(
                    Named.sources(reserve).stream()
                            .anyMatch(source -> !source.unitCharges().isEmpty()),
                    "unit charges");
            countIf(Named.sources(reserve).stream().anyMatch(source -> source.floor() < 0), "backorder");
            countChoices(reserve, outcome.reservation());
        } else if (command instanceof Move move) {
            countIf(move.force(), "force");
            countIf(!move.expectedVersions().isEmpty(), "expectedVersions");
            countIf(!move.openings().isEmpty(), "openings");
            move.targets().forEach(target -> {
                count(target.target().name());
                countIf(target.departed() != null, "departed");
            });
        } else if (command instanceof Settle settle) {
            countIf(settle.id() == null, "without an id");
            countIf(settle.releaseRest(), "releaseRest");
        }
    }

    /** Rule 1.9. */
    private void countChoices(Reserve reserve, @Nullable Reservation made) {
        List<Grant> grants = made == null ? List.of() : made.grants();
        countIf(!grants.isEmpty(), reserve.again() ? "chosen, again" : "chosen");
        countIf(!grants.isEmpty() && reserve.sold() && reserve.replaces() != null, "chosen in an exchange");
        for (Grant grant : reserve.again() ? List.<Grant>of() : grants) {
            int first = 0;
            while (first < grant.units().size() - 1 && grant.units().get(first) == 0) {
                first++;
            }
            countIf(grant.granted() == grant.quantity() && first > 0, "later source");
            countIf(grant.granted() > grant.units().get(first), "several sources");
            countIf(grant.granted() == 0, "gift left out");
            countIf(grant.granted() > 0 && grant.granted() < grant.quantity(), "less than wished");
        }
    }

    private void countIf(boolean happened, String kind) {
        if (happened) {
            count(kind);
        }
    }

    void count(String kind) {
        kinds.merge(kind, 1, Integer::sum);
    }

    /** How often a command was refused for a reason. */
    int refused(Reason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    /** How often something happened and took effect. */
    int happened(String kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** What happened, how often. */
    String details() {
        return reasons + " " + kinds;
    }

    @Override
    public String toString() {
        return "sequences=" + sequences + " steps=" + steps + " applied=" + applied + " refused=" + refused
                + " replayed=" + replayed;
    }
}
