package io.inventory4j.live.notes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who tells what, from notes. A node writes a claim before it calls a listener, and that it was told afterwards. A node
 * that dies between them leaves a claim without an end, and after some seconds the next claim is free. Not thread-safe.
 */
public final class ClaimBook {
    /** How the id of a claim goes on, before its number. */
    public static final String CLAIM = "/claim/";
    /** How the id of a note goes on which says that something was told. */
    public static final String TOLD = "/told";

    /** After this time a node that has claimed and not told is taken for dead. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final class State {
        private int claims;
        private @Nullable Instant claimedAt;
        private boolean told;
    }

    private final Map<String, State> states = new HashMap<>();

    /**
     * Adds a note.
     *
     * @param about its id without the sale's own part
     * @param at when it was written
     */
    public void add(String about, Instant at) {
        if (about.endsWith(TOLD)) {
            state(about.substring(0, about.length() - TOLD.length())).told = true;
            return;
        }
        int claim = about.lastIndexOf(CLAIM);
        if (claim > 0) {
            State state = state(about.substring(0, claim));
            state.claims++;
            state.claimedAt = at;
        }
    }

    private State state(String about) {
        return states.computeIfAbsent(about, any -> new State());
    }

    /**
     * The number of the claim that is free.
     *
     * @param about what is to be told
     * @param now the node's time
     * @return the number, from 1; 0 if it was told, or a node is about to
     */
    public int free(String about, Instant now) {
        State state = states.get(about);
        if (state == null) {
            return 1;
        }
        boolean claimed = state.claimedAt != null
                && Duration.between(state.claimedAt, now).compareTo(PATIENCE) < 0;
        return state.told || claimed ? 0 : state.claims + 1;
    }
}
