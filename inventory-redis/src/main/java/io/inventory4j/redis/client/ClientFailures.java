package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import org.jspecify.annotations.Nullable;

/** Failures of the client libraries as the ledger's exceptions. No message has any part of a command. */
final class ClientFailures {
    private ClientFailures() {}

    static LedgerException notSent(NodeAddress node, String what, @Nullable Throwable cause) {
        return new LedgerException(Effect.NONE, "Redis at " + node + ": " + what, cause);
    }

    static LedgerException noReply(NodeAddress node, String what, @Nullable Throwable cause) {
        return new LedgerException(Effect.UNKNOWN, "Redis at " + node + ": " + what, cause);
    }

    /** Keeps the interrupt for the caller. */
    static LedgerException interruptedBefore(NodeAddress node) {
        Thread.currentThread().interrupt();
        return notSent(node, "interrupted before anything was sent", null);
    }

    /** Keeps the interrupt for the caller. */
    static LedgerException interruptedWaiting(NodeAddress node) {
        Thread.currentThread().interrupt();
        return noReply(node, "interrupted while waiting for the reply", null);
    }
}
