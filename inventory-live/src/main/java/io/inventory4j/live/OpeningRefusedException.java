package io.inventory4j.live;

import io.inventory4j.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sale could not be opened, because the ledger refused a part of it. Nothing was moved, or it was taken back. */
public final class OpeningRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 3;

    private final transient Map<String, Refusal> refused;

    OpeningRefusedException(String sale, Map<String, Refusal> refused) {
        super("the sale " + sale + " was not opened: " + refused.size() + " SKUs were refused, such as "
                + refused.entrySet().stream().limit(SHOWN).toList());
        this.refused = Map.copyOf(new LinkedHashMap<>(refused));
    }

    /**
     * What was refused.
     *
     * @return the refusal of each SKU
     */
    public Map<String, Refusal> refused() {
        return refused;
    }
}
