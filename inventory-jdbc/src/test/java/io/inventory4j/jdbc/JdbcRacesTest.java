package io.inventory4j.jdbc;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The other databases are {@link JdbcMoreRacesTest}'s. */
@ParameterizedClass
@EnumSource(names = "POSTGRES")
class JdbcRacesTest extends DatabaseRaces {
    JdbcRacesTest(TestDatabase database) {
        super(database);
    }
}
