package io.inventory4j.archive;

import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.client.JedisConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RespConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** The Redis that the tests of this JVM share; they keep apart by their namespaces. */
final class SharedRedis {
    private static final RedisConnections CONNECTIONS = JedisConnections.standalone(
            new HostAndPort(server().host(), server().address().getPort()),
            DefaultJedisClientConfig.builder().build());

    private SharedRedis() {}

    static RedisServer server() {
        return RedisServer.shared();
    }

    static RedisConnections connections() {
        return CONNECTIONS;
    }

    /** Deletes all keys of a namespace. */
    static void erase(String namespace) {
        for (byte[] key : server().list("KEYS", "{" + namespace + "}:*")) {
            server().ask(command("DEL", key));
        }
    }

    /** A command whose arguments may be any bytes. */
    static List<byte[]> command(String name, byte[]... arguments) {
        List<byte[]> command = new ArrayList<>(RespConnection.words(name));
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
