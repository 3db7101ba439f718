package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.Retention;
import io.inventory4j.redis.RedisLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** A ledger that has all keys of a shop, byte by byte, and lives on beside it. */
final class TwinShop {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ArchivedShop shop;
    private final String namespace;
    private final RedisLedger ledger;

    TwinShop(ArchivedShop shop) {
        this.shop = shop;
        namespace = shop.namespace + "-twin";
        for (byte[] key : shop.server.list("KEYS", shop.key("*"))) {
            byte[] dump = (byte[]) shop.server.ask(SharedRedis.command("DUMP", key));
            String name = new String(key, StandardCharsets.UTF_8).replace(shop.namespace, namespace);
            byte[] copy = name.getBytes(StandardCharsets.UTF_8);
            shop.server.ask(SharedRedis.command("RESTORE", copy, new byte[] {'0'}, Objects.requireNonNull(dump)));
        }
        ledger = RedisLedger.builder(shop.connections)
                .namespace(namespace)
                .clock(shop.clock)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    void compare(SplittableRandom random) {
        shop.clock.advance(Duration.ofSeconds(random.nextInt(4)));
        int some = 1 + random.nextInt(8);
        Duration age = Duration.ofSeconds(random.nextInt(120));
        switch (random.nextInt(3)) {
            case 0 -> same(ledger.expire(some), shop.ledger.expire(some));
            case 1 -> same(ledger.shipConfirmed(age, some), shop.ledger.shipConfirmed(age, some));
            default -> {
                same(ledger.open(TEA, null, some), shop.ledger.open(TEA, null, some));
                same(ledger.open(CUP, null, 10_000), shop.ledger.open(CUP, null, 10_000));
            }
        }
    }

    void compareAll() {
        shop.clock.advance(MINUTE.multipliedBy(10));
        same(ledger.expire(10_000), shop.ledger.expire(10_000));
        same(ledger.shipConfirmed(MINUTE, 10_000), shop.ledger.shipConfirmed(MINUTE, 10_000));
        sameRows();
        for (Retention retention : List.of(
                Retention.ofAll(Duration.ofDays(1)).settled(MINUTE.multipliedBy(9)),
                Retention.ofAll(Duration.ofDays(1)).shipped(Duration.ZERO),
                Retention.ofAll(Duration.ZERO))) {
            same(ledger.purge(retention, 100_000), shop.ledger.purge(retention, 100_000));
            sameRows();
        }
        // Whatever is left cannot be forgotten, in either.
        assertTrue(shop.rows().keySet().stream().noneMatch(field -> field.startsWith("6d")), "moves are left");
    }

    /** All but the place in the journal: a sweep that only files anew takes one, and after a restore less is stale. */
    private void sameRows() {
        same(
                ArchivedShop.withoutPlace(ArchivedShop.rows(shop.server, namespace)),
                ArchivedShop.withoutPlace(shop.rows()));
    }

    private static void same(Object twin, Object restored) {
        assertEquals(twin, restored);
    }
}
