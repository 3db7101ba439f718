package io.inventory4j.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of which snapshots are taken while it is used, and whose Redis loses everything now and then, and is
 * restored from the newest snapshot and what came after it: nobody who uses it may notice, and all rows are the same,
 * byte for byte. The journal then begins after the snapshot, so it keeps none.
 */
final class CopiedLedger extends ForwardingLedger {
    private static final int SELDOM = 8;
    private static final int STEPS = 4;

    private final RedisConnections connections = SharedRedis.connections();
    private final ArchiveDatabase database;
    private final String namespace;
    private final RedisArchive archive;
    private final Random random;
    private @Nullable SlowSnapshot snapshot;

    private CopiedLedger(RedisLedger ledger, ArchiveDatabase database, String namespace) {
        super(ledger);
        this.database = database;
        this.namespace = namespace;
        archive = archive(connections);
        archive.createTables();
        random = new Random(namespace.hashCode());
    }

    static CopiedLedger open(ArchiveDatabase database, String namespace, InstantSource clock) {
        RedisLedger ledger = RedisLedger.builder(SharedRedis.connections())
                .namespace(namespace)
                .clock(clock)
                .timeout(Duration.ofSeconds(20))
                .build();
        return new CopiedLedger(ledger, database, namespace);
    }

    private RedisArchive archive(RedisConnections over) {
        return RedisArchive.builder(over, database.source())
                .namespace(namespace)
                .pageSize(3)
                .build();
    }

    private void mayDie() {
        SlowSnapshot taken = snapshot;
        if (taken != null) {
            boolean goesOn = true;
            for (int left = random.nextInt(STEPS); goesOn && left > 0; left--) {
                goesOn = taken.step();
            }
        }
        int turn = random.nextInt(SELDOM);
        if (turn == 0 && taken == null) {
            snapshot = new SlowSnapshot(connections, this::archive);
        } else if (turn <= 1) {
            die();
        }
    }

    private void die() {
        SlowSnapshot taken = snapshot;
        if (taken != null) {
            taken.end();
            snapshot = null;
        }
        archive.drain(Integer.MAX_VALUE);
        List<String> before = rows();
        SharedRedis.erase(namespace);
        archive.restore();
        assertEquals(before, rows());
        assertEquals(List.of(), archive.verify().differences());
    }

    private List<String> rows() {
        List<byte[]> flat = SharedRedis.server().list("HGETALL", "{" + namespace + "}:rows");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 2) {
            rows.add(
                    HexFormat.of().formatHex(flat.get(i)) + "=" + HexFormat.of().formatHex(flat.get(i + 1)));
        }
        return rows.stream().sorted().toList();
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
}
