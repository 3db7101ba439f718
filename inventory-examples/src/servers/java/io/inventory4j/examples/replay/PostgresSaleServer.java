package io.inventory4j.examples.replay;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** PostgreSQL, with the settings that make an acknowledged commit outlive a crash. */
public final class PostgresSaleServer implements SaleServer {
    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public Running start() throws IOException {
        return ServerRun.start(kind(), folder -> {
            // The library's own choice is off: faster, and no proof of anything.
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .start();
            return new ServerRun(server.getJdbcUrl("postgres", "postgres"), folder, server::close);
        });
    }
}
