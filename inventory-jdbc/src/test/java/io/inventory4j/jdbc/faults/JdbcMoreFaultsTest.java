package io.inventory4j.jdbc.faults;

import io.inventory4j.jdbc.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
class JdbcMoreFaultsTest extends DatabaseFaults {
    JdbcMoreFaultsTest(TestDatabase database) {
        super(database);
    }
}
