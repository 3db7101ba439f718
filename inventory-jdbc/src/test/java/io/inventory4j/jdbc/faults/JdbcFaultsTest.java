package io.inventory4j.jdbc.faults;

import io.inventory4j.jdbc.TestDatabase;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The other databases are {@link JdbcMoreFaultsTest}'s. */
@ParameterizedClass
@EnumSource(names = "POSTGRES")
class JdbcFaultsTest extends DatabaseFaults {
    JdbcFaultsTest(TestDatabase database) {
        super(database);
    }
}
