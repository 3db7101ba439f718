package io.inventory4j.servers.jdbc;

import com.mysql.cj.jdbc.MysqlDataSource;
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
    /** MySQL too, which only a property can name: with MariaDB's driver, or with its own by {@code jdbc:mysql:}. */
    MARIADB("mariadb", 3306) {
        @Override
        boolean takes(String word) {
            return super.takes(word) || word.equals(MYSQL);
        }

        @Override
        public DataSource dataSource(String url) {
            if (url.startsWith("jdbc:" + MYSQL + ":")) {
                MysqlDataSource source = new MysqlDataSource();
                source.setUrl(url);
                return source;
            }
            try {
                return new MariaDbDataSource(url);
            } catch (SQLException e) {
                throw new IllegalArgumentException("the driver of " + this + " does not take " + url, e);
            }
        }
    };

    private static final String MYSQL = "mysql";

    private final String scheme;
    private final int usualPort;

    DatabaseKind(String scheme, int usualPort) {
        this.scheme = scheme;
        this.usualPort = usualPort;
    }

    /** The word after "jdbc:" in the URLs of the servers that tests start. */
    public String scheme() {
        return scheme;
    }

    /** Whether a URL with this word after "jdbc:" is one of this kind. */
    boolean takes(String word) {
        return word.equals(scheme);
    }

    /** The port if a URL names none. */
    int usualPort() {
        return usualPort;
    }

    /** A source without a pool: every connection is a new one. */
    public abstract DataSource dataSource(String url);
}
