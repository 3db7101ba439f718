package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.JedisConnections;
import io.inventory4j.servers.jdbc.DatabaseServer;
import io.inventory4j.servers.redis.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** A store that several processes share, as a text that is given to each of them. */
enum SaleStore {
    FILE {
        @Override
        String place(Path directory, String name) {
            return directory.resolve(name + ".db").toString();
        }

        @Override
        Inventory open(String place) {
            return InventoryBuilder.owning(JdbcLedger.inFile(Path.of(place))).build();
        }
    },
    POSTGRES {
        @Override
        String place(Path directory, String name) {
            DatabaseServer server = DatabaseServer.postgres();
            String url = server.url(server.address());
            JdbcSchema.standard().withPrefix(prefix(name)).createIn(source(url));
            return prefix(name) + " " + url;
        }

        @Override
        Inventory open(String place) {
            String[] words = place.split(" ", 2);
            return InventoryBuilder.owning(JdbcLedger.builder(source(words[1]))
                            .schema(JdbcSchema.standard().withPrefix(words[0]))
                            .build())
                    .build();
        }

        private static String prefix(String name) {
            return name.replace('-', '_') + "_";
        }

        private static DataSource source(String url) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url);
            return source;
        }
    },
    REDIS {
        @Override
        String place(Path directory, String name) {
            return "redis://" + RedisServer.shared().hostAndPort() + "/" + name;
        }

        @Override
        @SuppressWarnings("MustBeClosed") // the process ends
        Inventory open(String place) {
            URI uri = URI.create(place);
            return InventoryBuilder.owning(RedisLedger.builder(JedisConnections.standalone(
                                    new HostAndPort(uri.getHost(), uri.getPort()),
                                    DefaultJedisClientConfig.builder().build()))
                            .namespace(uri.getPath().substring(1))
                            .keepJournal(Duration.ofHours(1))
                            .build())
                    .build();
        }
    };

    /** A new store. */
    abstract String place(Path directory, String name);

    /** Opens it, in this process or another. */
    abstract Inventory open(String place);
}
