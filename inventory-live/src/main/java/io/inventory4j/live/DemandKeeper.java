package io.inventory4j.live;

import io.inventory4j.live.demand.DemandBatch;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.notes.SaleNotes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes what a node has counted of lost demand into the ledger, minute by minute. */
final class DemandKeeper {
    static final String DEMAND = "demand/";

    private final SaleNotes notes;
    private final LostDemand demand;

    DemandKeeper(SaleNotes notes, LostDemand demand) {
        this.notes = notes;
        this.demand = demand;
    }

    /** Writes the minutes that are over. */
    void writeUntil(Instant now) {
        for (Optional<DemandBatch> batch = demand.batch(now); batch.isPresent(); batch = demand.batch(now)) {
            write(batch.get());
        }
    }

    /** Writes all of it. */
    void writeRest() {
        for (Optional<DemandBatch> batch = demand.rest(); batch.isPresent(); batch = demand.rest()) {
            write(batch.get());
        }
    }

    /** After a failure the same batch comes again, with the same ids. */
    private void write(DemandBatch batch) {
        List<String> texts = batch.notes();
        for (int i = 0; i < texts.size(); i++) {
            notes.write(DEMAND + batch.id() + "/" + i, texts.get(i));
        }
        demand.written(batch);
    }
}
