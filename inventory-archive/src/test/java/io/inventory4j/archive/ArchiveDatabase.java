package io.inventory4j.archive;

import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** The databases that the archive is tested on, one of each a JVM; tests keep apart by their namespaces. */
enum ArchiveDatabase {
    POSTGRESQL {
        @Override
        DataSource make() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url(DatabaseServer.postgres()));
            return source;
        }
    },

    MARIADB {
        @Override
        DataSource make() {
            DatabaseServer server = DatabaseServer.mariadb();
            return server.dataSource(server.address());
        }
    },

    H2 {
        @Override
        DataSource make() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:archive;DB_CLOSE_DELAY=-1");
            return source;
        }
    },
    SQLITE {
        @Override
        DataSource make() {
            Path folder = ServerFolders.fresh("sqlite");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerFolders.delete(folder), "database-end"));
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + folder.resolve("archive.db") + "?journal_mode=WAL");
            return source;
        }
    };

    private static final Map<ArchiveDatabase, DataSource> SHARED = new EnumMap<>(ArchiveDatabase.class);

    abstract DataSource make();

    private static String url(DatabaseServer server) {
        return server.url(server.address());
    }

    private boolean hasExactTexts() {
        return this == SQLITE || this == POSTGRESQL;
    }

    /** A text as it is in the tables. */
    Object bound(String text) {
        return hasExactTexts() ? text : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A text of the tables, or the word null. */
    String text(ResultSet row, int column) throws SQLException {
        if (hasExactTexts()) {
            return String.valueOf(row.getString(column));
        }
        byte[] bytes = row.getBytes(column);
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    DataSource source() {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(this, ArchiveDatabase::make);
        }
    }
}
