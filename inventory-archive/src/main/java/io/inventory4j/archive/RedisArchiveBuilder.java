package io.inventory4j.archive;

import io.inventory4j.jdbc.sql.TableNames;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/** Settings of a {@link RedisArchive}. Not thread-safe. */
public final class RedisArchiveBuilder {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LARGEST_PAGE = 10_000;

    final RedisConnections connections;
    final DataSource source;
    String namespace = "inventory4j";
    TableNames tables = TableNames.standard();
    Duration timeout = Duration.ofSeconds(10);
    int pageSize = 100;

    RedisArchiveBuilder(RedisConnections connections, DataSource source) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sets the ledger's namespace. {@code inventory4j} unless set.
     *
     * @param name as {@link io.inventory4j.redis.RedisLedgerBuilder#namespace} takes it
     * @return this
     */
    public RedisArchiveBuilder namespace(String name) {
        namespace = Objects.requireNonNull(name, "namespace");
        return this;
    }

    /**
     * Sets what the names of the tables begin with. {@code inventory_} unless set.
     *
     * @param prefix 1 to 30 of a to z, 0 to 9 and underscore, a letter first
     * @return this
     * @throws IllegalArgumentException if the prefix is anything else
     */
    public RedisArchiveBuilder tablePrefix(String prefix) {
        tables = tables.withPrefix(prefix);
        return this;
    }

    /**
     * Sets how long one exchange with Redis may take, such as a page that is restored, and how long a statement may
     * wait for the database, for a lock or an answer. 10 seconds unless set. The pool limits the wait for a connection.
     * A comparison may wait up to 10 minutes for a page of lines, since it reads through their entries.
     *
     * @param limit 1 ms to 10 minutes
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public RedisArchiveBuilder timeout(Duration limit) {
        timeout = Bounds.within("timeout", limit, SHORTEST, LONGEST);
        return this;
    }

    /**
     * Sets how many calls are copied in one transaction, and restored in one exchange. 100 unless set.
     *
     * @param calls 1 to 10,000
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public RedisArchiveBuilder pageSize(int calls) {
        pageSize = (int) Bounds.within("pageSize", calls, 1, LARGEST_PAGE);
        return this;
    }

    /**
     * Makes the archive. This asks neither Redis nor the database anything yet.
     *
     * @return the archive
     * @throws IllegalArgumentException if the namespace is out of bounds
     */
    public RedisArchive build() {
        return new RedisArchive(this);
    }
}
