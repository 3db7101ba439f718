package io.inventory4j;

import java.util.Objects;

/**
 * The memory of one settlement, kept with its reservation so that a retry is recognised (rule 2.7).
 *
 * @param id the caller's id of the settlement
 * @param content the settlement's content in canonical form, equal exactly when the content is
 */
public record Settlement(String id, String content) {
    /** Checks that both are there. */
    public Settlement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }
}
