package io.inventory4j.testkit.limit;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A ledger with a call that never returns, until it is let go. */
final class HangingLedger extends MapLedger {
    /** Where it hangs. */
    enum At {
        APPLY,
        PURGE
    }

    /** What it does about an interrupt. */
    enum Interrupt {
        FAILS,
        IS_IGNORED
    }

    private final At at;
    private final Interrupt interrupt;
    private final CountDownLatch letGo;

    HangingLedger(InstantSource clock, At at, Interrupt interrupt, CountDownLatch letGo) {
        super(clock);
        this.at = at;
        this.interrupt = interrupt;
        this.letGo = letGo;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> given) {
        if (at == At.APPLY) {
            hang();
        }
        return super.apply(given);
    }

    @Override
    public int purge(Retention retention, int max) {
        if (at == At.PURGE) {
            hang();
        }
        return super.purge(retention, max);
    }

    private void hang() {
        boolean interrupted = false;
        try {
            while (letGo.getCount() > 0) {
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (interrupt == Interrupt.FAILS) {
                        throw new LedgerException(LedgerException.Effect.NONE, "interrupted", e);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
