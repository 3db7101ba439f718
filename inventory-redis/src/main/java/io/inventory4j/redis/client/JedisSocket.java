package io.inventory4j.redis.client;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The socket of one connection, which is opened only once. If it is closed, Jedis would open another for the next
 * write, and send it the rest of a batch without logging in and choosing the database first.
 */
final class JedisSocket extends DefaultJedisSocketFactory {
    private volatile @Nullable Socket made;

    JedisSocket(HostAndPort node, JedisClientConfig config) {
        super(node, config);
    }

    @Override
    public Socket createSocket() {
        if (made != null) {
            throw new JedisConnectionException("the connection is closed");
        }
        Socket socket = super.createSocket();
        made = socket;
        return socket;
    }

    void cut() throws IOException {
        Socket socket = made;
        if (socket != null) {
            socket.close();
        }
    }
}
