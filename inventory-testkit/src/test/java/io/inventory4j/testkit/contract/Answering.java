package io.inventory4j.testkit.contract;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A layer over a ledger that may answer something else than the ledger did; it hides the journal. */
class Answering extends ForwardingLedger {
    private final BiFunction<Command, Outcome, Outcome> answer;

    Answering(StockLedger ledger, BiFunction<Command, Outcome, Outcome> answer) {
        super(ledger);
        this.answer = answer;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = below().apply(batch);
        List<Outcome> answers = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            answers.add(answer.apply(batch.get(i), outcomes.get(i)));
        }
        return answers;
    }
}
