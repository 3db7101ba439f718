package io.inventory4j.servers.redis;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a server for tests is set up: lines of its configuration. There are no snapshots unless a line asks for them.
 *
 * @param lines the lines, later ones win
 */
public record RedisSettings(List<String> lines) {
    /** What outlives the end of the process. */
    public enum Persistence {
        /** Nothing. */
        NONE,
        /** Nearly all that was acknowledged: while the disk lags, the last second is in memory only. */
        EVERYSEC,
        /** All that was acknowledged. */
        ALWAYS
    }

    /** Copies the lines. */
    public RedisSettings {
        lines = List.copyOf(lines);
    }

    /**
     * The usual settings.
     *
     * @param persistence what outlives the process
     * @return the settings
     */
    public static RedisSettings of(Persistence persistence) {
        return new RedisSettings(
                switch (persistence) {
                    case NONE -> List.of("appendonly no");
                    case EVERYSEC -> List.of("appendonly yes", "appendfsync everysec");
                    case ALWAYS -> List.of("appendonly yes", "appendfsync always");
                });
    }

    /**
     * Adds lines.
     *
     * @param more the lines, as they stand in a {@code redis.conf}
     * @return the settings with them
     */
    public RedisSettings with(String... more) {
        return new RedisSettings(Stream.concat(lines.stream(), Stream.of(more)).toList());
    }

    /** Puts lines in front, so that others of the same name hold before these. */
    public RedisSettings behind(String... usual) {
        return new RedisSettings(Stream.concat(Stream.of(usual), lines.stream()).toList());
    }

    /**
     * Limits the memory.
     *
     * @param limit such as {@code 3mb}; an empty server of 6.2 takes about 1 MB
     * @param policy what to do there, such as {@code noeviction}
     * @return the settings with it
     */
    public RedisSettings memory(String limit, String policy) {
        return with("maxmemory " + limit, "maxmemory-policy " + policy);
    }

    /**
     * Makes it a replica.
     *
     * @param master whose
     * @return the settings with it
     */
    public RedisSettings replicaOf(InetSocketAddress master) {
        return with("replicaof " + master.getAddress().getHostAddress() + " " + master.getPort());
    }

    /**
     * Adds a user, or changes {@code default}, who may do everything otherwise. {@link RedisServer#command} asks as a user
     * of its own as soon as there is one.
     *
     * @param rules name and rules, such as {@code shop on >secret ~* +@all}
     * @return the settings with it
     */
    public RedisSettings user(String rules) {
        return with("user " + rules);
    }

    /** Makes it a node of a cluster. */
    public RedisSettings clustered() {
        return with("cluster-enabled yes", "cluster-config-file nodes.conf", "cluster-announce-ip 127.0.0.1");
    }

    public boolean isClustered() {
        return lines.contains("cluster-enabled yes");
    }

    public boolean hasUsers() {
        return lines.stream().anyMatch(line -> line.startsWith("user "));
    }
}
