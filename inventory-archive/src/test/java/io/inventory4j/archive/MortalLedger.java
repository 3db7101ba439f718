package io.inventory4j.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RespConnection;
import io.inventory4j.stock.JournalPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A ledger whose Redis loses everything now and then, and is restored from the archive: nobody who uses it may notice.
 * All that is stored must be the same afterwards, byte for byte. Only the keys of open and of confirmed
 * reservations may differ: how many of these are in order already, nobody sees.
 */
final class MortalLedger extends ForwardingLedger implements Journaled {
    private static final int SELDOM = 8;
    private static final List<String> STORED =
            List.of("rows", "expiry", "settled", "shipped", "applied", "stale", "journal", "archived");

    private final RedisServer server;
    private final RedisArchive archive;
    private final String namespace;
    private final Random random;

    private MortalLedger(RedisLedger ledger, RedisServer server, RedisArchive archive, String namespace) {
        super(ledger);
        this.server = server;
        this.archive = archive;
        this.namespace = namespace;
        random = new Random(namespace.hashCode());
    }

    static MortalLedger open(ArchiveDatabase database, String namespace, InstantSource clock) {
        RedisConnections connections = SharedRedis.connections();
        RedisLedger ledger = RedisLedger.builder(connections)
                .namespace(namespace)
                .clock(clock)
                .timeout(Duration.ofSeconds(20))
                .build();
        RedisArchive archive = RedisArchive.builder(connections, database.source())
                .namespace(namespace)
                .pageSize(3)
                .build();
        archive.createTables();
        return new MortalLedger(ledger, SharedRedis.server(), archive, namespace);
    }

    private void mayDie() {
        if (random.nextInt(SELDOM) == 0) {
            archive.drain(Integer.MAX_VALUE);
            List<String> before = stored();
            SharedRedis.erase(namespace);
            archive.restore();
            assertEquals(before, stored());
            assertEquals(List.of(), archive.verify().differences());
        }
    }

    private List<String> stored() {
        List<String> all = new ArrayList<>();
        for (String name : STORED) {
            String key = "{" + namespace + "}:" + name;
            all.add(name + " "
                    + switch (name) {
                        case "journal" -> text(server.ask(RespConnection.words("XRANGE", key, "-", "+")));
                        case "expiry", "settled", "shipped", "applied", "stale" ->
                            text(server.ask(RespConnection.words("ZRANGE", key, "0", "-1", "WITHSCORES")));
                        default -> fields(key);
                    });
        }
        return all;
    }

    private String fields(String key) {
        List<byte[]> flat = server.list("HGETALL", key);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.add(text(flat.get(i)) + "=" + text(flat.get(i + 1)));
        }
        return fields.stream().sorted().toList().toString();
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().map(MortalLedger::text).toList().toString();
        }
        return reply instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(reply);
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        mayDie();
        return super.apply(batch);
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        mayDie();
        return super.expire(max, except);
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        mayDie();
        return super.shipConfirmed(unchangedFor, max);
    }

    @Override
    public int purge(Retention retention, int max) {
        mayDie();
        return super.purge(retention, max);
    }

    @Override
    public JournalPage journal(long after, int max) {
        JournalPage page = ((Journaled) below()).journal(after, max);
        archive.drain(Integer.MAX_VALUE);
        assertEquals(page, archive.journal(after, max));
        return page;
    }
}
