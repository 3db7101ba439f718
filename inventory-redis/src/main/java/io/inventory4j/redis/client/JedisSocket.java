package io.inventory4j.redis.client;

import java.net.Socket;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The socket of one connection. Jedis opens another one when it is to write and the first is closed, but does not log in
 * there nor choose the database again, and would send it the rest of a batch.
 */
final class JedisSocket extends DefaultJedisSocketFactory {
    private boolean made;

    JedisSocket(HostAndPort node, JedisClientConfig config) {
        super(node, config);
    }

    @Override
    public Socket createSocket() {
        if (made) {
            throw new JedisConnectionException("the connection is closed");
        }
        made = true;
        return super.createSocket();
    }
}
