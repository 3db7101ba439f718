package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.stock.StockKey;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;

/** Stock in Redis, which any number of nodes share. Run it twice: the same ids do nothing the second time. */
public final class OverRedis {
    private OverRedis() {}

    /**
     * Runs the example.
     *
     * @param args where a Redis listens, as host:port
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println("Name a Redis of version 6.2 or later, such as -Dexec.args=127.0.0.1:6379");
            return;
        }
        RedisClient client = RedisClient.create();
        try (RedisConnections connections =
                        LettuceConnections.standalone(client, RedisURI.create("redis://" + args[0]));
                RedisLedger ledger = RedisLedger.builder(connections)
                        .namespace("inventory4j-example")
                        .build();
                Inventory inventory = InventoryBuilder.over(ledger).build()) {
            show("The delivery po-1", inventory.receive("po-1", "TEAPOT", 10));
            show(
                    "Order order-1",
                    inventory.reserve(ReserveRequest.of("order-1", "ann").line("TEAPOT", 2)));
            show("Its payment", inventory.confirm("order-1"));
            inventory
                    .level(StockKey.of("TEAPOT"))
                    .ifPresent(level -> System.out.println(
                            level.available() + " left to sell, " + level.committed() + " sold and not shipped"));
        } finally {
            client.shutdown();
        }
    }

    private static void show(String what, Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            System.out.println(what + (applied.replayed() ? " was booked by an earlier run" : " is booked"));
        } else {
            System.out.println(what + " is refused: " + outcome.refused().orElseThrow());
        }
    }
}
