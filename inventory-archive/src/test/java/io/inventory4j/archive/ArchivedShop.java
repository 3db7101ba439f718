package io.inventory4j.archive;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.function.Executable;

/** A small shop in a namespace of its own, with its archive. */
final class ArchivedShop {
    static final StockKey TEA = StockKey.of("tea");
    static final StockKey CUP = StockKey.of("cup");

    final String namespace = "shop-" + UUID.randomUUID();
    final TurnedClock clock = new TurnedClock();
    final RedisServer server = SharedRedis.server();
    final RedisConnections connections = SharedRedis.connections();
    final DataSource source;
    final RedisLedger ledger = RedisLedger.builder(connections)
            .namespace(namespace)
            .clock(clock)
            .keepJournal(Duration.ofMinutes(1))
            .timeout(Duration.ofSeconds(20))
            .build();
    final RedisArchive archive;

    ArchivedShop(ArchiveDatabase database) {
        source = database.source();
        archive = archive(connections, source).build();
        archive.createTables();
    }

    RedisArchiveBuilder archive(RedisConnections over, DataSource in) {
        return RedisArchive.builder(over, in).namespace(namespace);
    }

    /** The message of the failure that a call must end with. */
    static String failure(Executable call) {
        return String.valueOf(assertThrows(LedgerException.class, call).getMessage());
    }

    void receive(String id, StockKey key, long units) {
        apply(Move.of(id, "delivery", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units)));
    }

    void hold(String id, StockKey key, long units) {
        apply(reserve(id, key, units));
    }

    static Reserve reserve(String id, StockKey key, long units) {
        return new Reserve(
                ReservationId.of(id), List.of(ReserveLine.of(key, units)), List.of(), Duration.ofMinutes(10), null);
    }

    void confirm(String id) {
        apply(Settle.all(ReservationId.of(id), "paid", Transition.CONFIRM));
    }

    /** Takes a place in the journal, and makes no entry. */
    void extend(String id) {
        apply(Settle.extend(ReservationId.of(id), "longer", Duration.ofMinutes(20)));
    }

    void apply(Command command) {
        ledger.apply(List.of(command));
    }

    /** Two lines, three orders, one of them paid, one extended: seven calls, of which six touch a line. */
    void open() {
        receive("m1", TEA, 50);
        receive("m2", CUP, 20);
        hold("o1", TEA, 2);
        hold("o2", CUP, 3);
        extend("o2");
        confirm("o1");
        hold("o3", TEA, 1);
    }

    List<JournalEntry> journal() {
        return ledger.journal(0, 100_000).entries();
    }

    String key(String name) {
        return key(namespace, name);
    }

    static String key(String namespace, String name) {
        return "{" + namespace + "}:" + name;
    }

    /** All rows of the shop, byte by byte, in hexadecimal digits. */
    Map<String, String> rows() {
        return rows(server, namespace);
    }

    static Map<String, String> rows(RedisServer server, String namespace) {
        Map<String, String> rows = new TreeMap<>();
        List<byte[]> all = server.list("HGETALL", key(namespace, "rows"));
        for (int i = 0; i < all.size(); i += 2) {
            rows.put(HexFormat.of().formatHex(all.get(i)), HexFormat.of().formatHex(all.get(i + 1)));
        }
        return rows;
    }

    /** The rows without the journal's place: how many calls a purge takes depends on how it is filed. */
    static Map<String, String> withoutPlace(Map<String, String> rows) {
        Map<String, String> others = new TreeMap<>(rows);
        others.remove("70");
        return others;
    }

    /** Redis loses what it has of the shop. */
    void die() {
        SharedRedis.erase(namespace);
    }

    /** What another archive has of the shop by now. */
    RedisArchive backup() {
        RedisArchive backup =
                archive(connections, source).tablePrefix("backup_").build();
        backup.createTables();
        backup.drain(Integer.MAX_VALUE);
        return backup;
    }

    /** Redis loses what is newer than a backup. */
    void dieBackTo(RedisArchive backup) {
        die();
        backup.restore();
    }

    /** The first column of a query. */
    List<Long> numbers(String query, Object... arguments) {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement prepared = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                prepared.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = prepared.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void sql(String statement, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < arguments.length; i++) {
                prepared.setObject(i + 1, arguments[i]);
            }
            prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
