package io.inventory4j.examples.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** Redis, with every change on disk before it is acknowledged. */
public final class RedisSaleServer implements SaleServer {
    @Override
    public String kind() {
        return "redis";
    }

    @Override
    public Running start() throws IOException {
        return ServerRun.start(kind(), folder -> {
            int port = freePort();
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + folder)
                    .setting("save \"\"")
                    .setting("appendonly yes")
                    .setting("appendfsync always")
                    .build();
            server.start();
            return new ServerRun("redis://127.0.0.1:" + port, folder, server::stop);
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
