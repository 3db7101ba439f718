package io.inventory4j.live.plan;

import io.inventory4j.live.text.SaleLanguage;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A plan beside the stock as it was when it was checked, for the warehouse and the host. Immutable.
 *
 * @param sale the sale's name
 * @param lines what was found, one for each line of the plan, in its order
 */
public record PlanCheck(String sale, List<PlanCheckLine> lines) {
    /** Copies. */
    public PlanCheck {
        lines = List.copyOf(lines);
    }

    /**
     * Whether nothing keeps the sale from opening.
     *
     * @return true if no finding is a blocker
     */
    public boolean ready() {
        return lines.stream()
                .flatMap(line -> line.severity().stream())
                .noneMatch(severity -> severity == PlanFinding.Severity.BLOCKER);
    }

    /**
     * What was found about a SKU.
     *
     * @param sku the SKU
     * @return its line, or empty where the plan has none
     */
    public Optional<PlanCheckLine> line(String sku) {
        return lines.stream().filter(line -> line.planned().sku().equals(sku)).findFirst();
    }

    /**
     * The list as a CSV file: a row for each line of the plan, in its order.
     *
     * @param language the language of headers and findings
     * @param zone of the times, which are written with their offsets
     * @return UTF-8 with a byte order mark; no cell runs as a formula in a spreadsheet
     */
    public byte[] csv(SaleLanguage language, ZoneId zone) {
        return PlanFile.file(new CheckSheet(language, new CellTimes(zone)).rows(this));
    }
}
