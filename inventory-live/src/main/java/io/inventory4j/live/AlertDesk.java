package io.inventory4j.live;

import io.inventory4j.live.SaleNotes.Written;
import java.util.Map;
import java.util.UUID;

/**
 * Tells alerts, each by one node. The claim is written before the listener is called, and that it was told afterwards: a
 * node that dies between them leaves a claim without an end, and after some seconds another one claims it anew.
 */
final class AlertDesk {
    private final SaleNotes notes;

    /** Who claims: a node, or one of several sales on it. */
    private final String node = UUID.randomUUID().toString();

    AlertDesk(SaleNotes notes) {
        this.notes = notes;
    }

    void tell(Map<SaleAlert, Integer> untold, SaleAlertListener listener) {
        untold.forEach((alert, claim) -> {
            String about = AlertBook.ALERT + alert.id();
            if (notes.write(about + AlertBook.CLAIM + claim, node) == Written.FIRST) {
                listener.onAlert(alert);
                notes.write(about + AlertBook.TOLD, "told");
            }
        });
    }

    /** Writes who has seen to an alert; of several, the first. */
    void acknowledge(String id, By by) {
        String about = AlertBook.ALERT + id + AlertBook.SEEN;
        if (notes.write(about + NoteBook.WHO, by.who()) != Written.OTHER) {
            notes.write(about + NoteBook.WHY, by.why());
        }
    }
}
