package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;
import net.jqwik.api.Group;

/** Random sequences on every database, in groups, because jqwik knows no parameters of a class. */
@SuppressWarnings("ClassCanBeStatic") // A group must not be static.
class JdbcPropertiesTest {
    private abstract static class Properties extends StockLedgerProperties {
        private final TestDatabase database;

        Properties(TestDatabase database) {
            this.database = database;
        }

        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return database.open(clock);
        }

        @Override
        protected int sequences() {
            return 150;
        }
    }

    @Group
    class Postgres extends Properties {
        Postgres() {
            super(TestDatabase.POSTGRES);
        }
    }

    @Group
    class MariaDb extends Properties {
        MariaDb() {
            super(TestDatabase.MARIADB);
        }
    }

    @Group
    class H2 extends Properties {
        H2() {
            super(TestDatabase.H2);
        }
    }

    @Group
    class Sqlite extends Properties {
        Sqlite() {
            super(TestDatabase.SQLITE);
        }
    }
}
