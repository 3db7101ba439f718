package io.inventory4j.examples.replay.report;

import io.inventory4j.examples.replay.audit.AlertLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts on the screen: the first ones by themselves, so that one sees what they are, and the others as sums of each
 * hour of the sale. A day has thousands, which nobody reads. For one thread at a time.
 */
public final class AlertLines {
    private static final int BY_THEMSELVES = 20;

    private final Screen screen;
    private int shown;
    private @Nullable Instant hour;
    private long changes;
    private long soldOut;
    private long back;

    /**
     * Nothing was heard yet.
     *
     * @param screen where lines go to
     */
    public AlertLines(Screen screen) {
        this.screen = screen;
    }

    /**
     * Shows an alert, or counts it.
     *
     * @param alert what was heard
     * @param name of its article
     */
    public void add(AlertLog.Heard alert, String name) {
        if (shown < BY_THEMSELVES) {
            shown++;
            screen.line(Screen.alert(alert, name));
            return;
        }
        Instant in = alert.at().truncatedTo(ChronoUnit.HOURS);
        if (hour != null && in.isAfter(hour)) {
            end();
        }
        hour = hour == null ? in : hour;
        changes++;
        soldOut += alert.soldOut() ? 1 : 0;
        back += alert.backInStock() ? 1 : 0;
    }

    /** Shows what was counted since the last hour was over. */
    public void end() {
        if (hour != null) {
            screen.line(String.format(
                    Locale.ROOT,
                    "%s  %,d more alerts within the hour: sold out %,d, back in stock %,d, low %,d",
                    Screen.time(hour),
                    changes,
                    soldOut,
                    back,
                    changes - soldOut - back));
        }
        hour = null;
        changes = 0;
        soldOut = 0;
        back = 0;
    }
}
