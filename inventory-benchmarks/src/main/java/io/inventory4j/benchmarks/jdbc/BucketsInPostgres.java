package io.inventory4j.benchmarks.jdbc;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * bucket4j over PostgreSQL, a token a unit, with its own batches on. It counts one number: there is no hold, no buyer's
 * limit, and a retry takes a second unit.
 */
final class BucketsInPostgres implements Seller {
    private final Bucket bucket;

    private BucketsInPostgres(Bucket bucket) {
        this.bucket = bucket;
    }

    static BucketsInPostgres over(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS by_hand_bucket");
            statement.execute("CREATE TABLE by_hand_bucket (id bigint PRIMARY KEY, state bytea, expires_at bigint)");
        }
        Bandwidth units = Bandwidth.builder()
                .capacity(JdbcHot.STOCK)
                .refillIntervally(1, Duration.ofDays(365))
                .build();
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(units).build();
        return new BucketsInPostgres(Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool)
                .table("by_hand_bucket")
                .build()
                .builder()
                .withOptimization(Optimizations.batching())
                .build(1L, () -> configuration));
    }

    @Override
    public boolean reserve(Cart cart) {
        return bucket.tryConsume(1);
    }
}
