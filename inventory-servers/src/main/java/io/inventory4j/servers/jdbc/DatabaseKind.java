package io.inventory4j.servers.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A kind of database that tests reach over the network, with its driver. */
public enum DatabaseKind {
    POSTGRES("postgresql", 5432) {
        @Override
        public DataSource dataSource(String url) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url);
            return source;
        }
    },
    MARIADB("mariadb", 3306) {
        @Override
        public DataSource dataSource(String url) {
            try {
                return new MariaDbDataSource(url);
            } catch (SQLException e) {
                throw new IllegalArgumentException("the driver of " + this + " does not take " + url, e);
            }
        }
    };

    private final String scheme;
    private final int usualPort;

    DatabaseKind(String scheme, int usualPort) {
        this.scheme = scheme;
        this.usualPort = usualPort;
    }

    /** The word after "jdbc:" in its URLs. */
    public String scheme() {
        return scheme;
    }

    /** The port if a URL names none. */
    int usualPort() {
        return usualPort;
    }

    /** A source without a pool: every connection is a new one. */
    public abstract DataSource dataSource(String url);
}
