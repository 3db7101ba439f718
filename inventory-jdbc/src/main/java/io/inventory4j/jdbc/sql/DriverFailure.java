package io.inventory4j.jdbc.sql;

import java.io.Serial;
import java.sql.SQLException;

/**
 * What a driver, a pool or a proxy around them has thrown that is no {@link SQLException}, as one, so that every
 * failure is handled at the same places and has an effect (rule 10.1). Of a connection that throws such a thing nothing
 * is known any more.
 */
final class DriverFailure extends SQLException {
    @Serial
    private static final long serialVersionUID = 1L;

    DriverFailure(Throwable cause) {
        super(cause);
    }
}
