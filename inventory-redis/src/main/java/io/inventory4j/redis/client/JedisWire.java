package io.inventory4j.redis.client;

import java.io.IOException;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** One of Jedis' connections, which can be cut. */
final class JedisWire extends Connection {
    private final JedisSocket socket;

    JedisWire(HostAndPort node, JedisClientConfig config) {
        this(new JedisSocket(node, config), config);
    }

    private JedisWire(JedisSocket socket, JedisClientConfig config) {
        super(socket, config);
        this.socket = socket;
    }

    /**
     * Closes a connection that may have commands half written or replies half read, without a word to the server.
     * {@code Connection.close} writes first what is left.
     */
    void cut() {
        setBroken();
        try {
            socket.cut();
        } catch (IOException | RuntimeException e) {
            // It is closed already, or broken.
        }
    }
}
