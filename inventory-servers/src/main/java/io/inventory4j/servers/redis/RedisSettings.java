package io.inventory4j.servers.redis;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a server for tests: lines of its configuration. There are no snapshots unless a line asks for them.
 *
 * @param lines the lines; a later one replaces an earlier one of the same name
 */
public record RedisSettings(List<String> lines) {
    /** The data that outlives the process. */
    public enum Persistence {
        /** Nothing. */
        NONE,
        /** All that was acknowledged, but for the last second or two. */
        EVERYSEC,
        /** All that was acknowledged. */
        ALWAYS
    }

    /** Copies the lines. */
    public RedisSettings {
        lines = List.copyOf(lines);
    }

    /** The usual settings. */
    public static RedisSettings of(Persistence persistence) {
        return new RedisSettings(
                switch (persistence) {
                    case NONE -> List.of("appendonly no");
                    case EVERYSEC -> List.of("appendonly yes", "appendfsync everysec");
                    case ALWAYS -> List.of("appendonly yes", "appendfsync always");
                });
    }

    /** These settings and more lines of a {@code redis.conf}. */
    public RedisSettings with(String... more) {
        return new RedisSettings(Stream.concat(lines.stream(), Stream.of(more)).toList());
    }

    /** These settings after other lines, which they replace if they have the same name. */
    RedisSettings after(String... usual) {
        return new RedisSettings(Stream.concat(Stream.of(usual), lines.stream()).toList());
    }

    /**
     * These settings with a limit to the memory.
     *
     * @param limit such as {@code 3mb}; an empty server of 6.2 takes about 1 MB
     * @param policy what happens at the limit, such as {@code noeviction}
     */
    public RedisSettings memory(String limit, String policy) {
        return with("maxmemory " + limit, "maxmemory-policy " + policy);
    }

    /** These settings for a replica of a master. */
    public RedisSettings replicaOf(InetSocketAddress master) {
        return with("replicaof " + master.getAddress().getHostAddress() + " " + master.getPort());
    }

    /**
     * These settings with a user, or with other rights for the user {@code default}, who otherwise may do everything.
     * {@link RedisServer#command} logs in as a user of its own then.
     *
     * @param rules name and rules, such as {@code shop on >secret ~* +@all}
     */
    public RedisSettings user(String rules) {
        return with("user " + rules);
    }

    /** These settings for a node of a cluster. */
    RedisSettings clustered() {
        return with("cluster-enabled yes", "cluster-config-file nodes.conf", "cluster-announce-ip 127.0.0.1");
    }

    boolean isClustered() {
        return lines.contains("cluster-enabled yes");
    }

    boolean hasUsers() {
        return lines.stream().anyMatch(line -> line.startsWith("user "));
    }
}
