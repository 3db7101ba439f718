package io.inventory4j.servers.redis;

import java.util.List;
import java.util.Set;

/** A node of a cluster as another node or itself sees it: a line of CLUSTER NODES. */
record ClusterMember(String id, String hostAndPort, Set<String> flags, long epoch, boolean linked, List<String> slots) {
    private static final int FIRST_SLOTS = 8;

    /** All members that a node knows, itself included. */
    static List<ClusterMember> seenBy(RedisServer node) {
        return node.command("CLUSTER", "NODES").lines().map(ClusterMember::of).toList();
    }

    /** A node as it sees itself. */
    static ClusterMember self(RedisServer node) {
        return seenBy(node).stream()
                .filter(member -> member.flags.contains("myself"))
                .findFirst()
                .orElseThrow();
    }

    // A line: id host:port@bus flags master ping pong epoch link slots..
    private static ClusterMember of(String line) {
        List<String> parts = List.of(line.split(" ", -1));
        return new ClusterMember(
                parts.get(0),
                parts.get(1).substring(0, parts.get(1).indexOf('@')),
                Set.of(parts.get(2).split(",", -1)),
                Long.parseLong(parts.get(6)),
                parts.get(7).equals("connected"),
                parts.subList(FIRST_SLOTS, parts.size()));
    }

    boolean isMaster() {
        return flags.contains("master");
    }

    /** Whether it is connected, and neither failed nor still joining. */
    boolean isWell() {
        return linked && flags.stream().noneMatch(flag -> flag.startsWith("fail") || flag.equals("handshake"));
    }

    boolean owns(int slot) {
        for (String range : slots) {
            // A slot in brackets is moving.
            if (!range.startsWith("[")) {
                int dash = range.indexOf('-');
                int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
                if (first <= slot && slot <= last) {
                    return true;
                }
            }
        }
        return false;
    }
}
