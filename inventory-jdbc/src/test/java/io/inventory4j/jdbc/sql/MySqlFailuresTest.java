package io.inventory4j.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Dialect.Failure;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What exceptions of MySQL mean, as MariaDB's driver and MySQL's own throw them. */
class MySqlFailuresTest {
    private static final Dialect DIALECT = new MariaDbDialect(false);

    @ParameterizedTest
    @CsvSource({
        "40001, 1205, CONTENTION",
        "HY000, 1205, CONTENTION",
        "40001, 1213, CONTENTION",
        "70100, 1317, CANCELLED",
        "HY000, 3024, CONTENTION",
        "70100, 1969, CONTENTION",
        "23000, 1062, CONTENTION",
        "25001, 1568, IN_TRANSACTION",
        "08S01, 0, UNREACHABLE",
        "08004, 1040, UNREACHABLE",
        "HY000, 3169, UNREACHABLE",
        "HY000, 4031, UNREACHABLE",
        "HY000, 1114, FULL",
        "42S02, 1146, SCHEMA",
        "HY000, 1180, OTHER"
    })
    void byStateAndCode(String state, int code, Failure meaning) {
        assertEquals(meaning, SqlFailure.kind(new SQLException("as the server says", state, code), DIALECT));
    }

    /** MySQL's driver cancels a statement itself, and then need not know the server's code. */
    @Test
    void aTimeoutOfTheDriverWithoutACode() {
        SQLException timeout = new SQLTimeoutException("Statement cancelled due to timeout or client request");
        assertEquals(Failure.CANCELLED, SqlFailure.kind(timeout, DIALECT));
    }

    @Test
    void aRollbackWithoutACode() {
        SQLException rolledBack = new SQLTransactionRollbackException("Lock wait timeout exceeded", "40001");
        assertEquals(Failure.CONTENTION, SqlFailure.kind(rolledBack, DIALECT));
    }

    /** A driver reports a statement as cancelled that was done at the last moment. */
    @Test
    void aCancelledStatementMayBeTriedAgainButACancelledCommitNot() {
        SqlFailure cancelled = SqlFailure.of(new SQLException("interrupted", "70100", 1317), DIALECT);
        assertInstanceOf(LostRaceException.class, cancelled.forCaller(Effect.NONE));
        LedgerException atCommit = cancelled.forCaller(Effect.UNKNOWN);
        assertEquals(LedgerException.class, atCommit.getClass());
        assertEquals(Effect.UNKNOWN, atCommit.effect());
    }
}
