package io.inventory4j.jdbc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
class JdbcMoreRacesTest extends DatabaseRaces {
    JdbcMoreRacesTest(TestDatabase database) {
        super(database);
    }
}
