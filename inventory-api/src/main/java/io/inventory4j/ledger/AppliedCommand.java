package io.inventory4j.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * What a store keeps of an applied move or sale state, so that a retry is recognised (rules 3.4 and 4.4).
 *
 * @param content the command's content in canonical form, at most 100 characters
 * @param at when it was applied, by the store's clock
 */
public record AppliedCommand(String content, Instant at) {
    /** Checks that both are there. */
    public AppliedCommand {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(at, "at");
    }
}
