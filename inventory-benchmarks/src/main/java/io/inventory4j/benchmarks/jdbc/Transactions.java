package io.inventory4j.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs the peers' transactions. */
final class Transactions {
    interface Steps {
        /** Does the work and says whether to commit it. */
        boolean done(Connection connection) throws SQLException;
    }

    private Transactions() {}

    /** Whether it was committed; if not, it was rolled back. */
    static boolean run(DataSource pool, Steps steps) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                done = steps.done(connection);
            } finally {
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            }
            return done;
        }
    }
}
