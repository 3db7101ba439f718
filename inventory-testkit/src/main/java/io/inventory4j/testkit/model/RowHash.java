package io.inventory4j.testkit.model;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A 128-bit hash of a row, as two lanes of 64 bits that are mixed with different constants. It is fast and well
 * distributed, but no defence against states that are made to collide. Reused from row to row, not thread-safe.
 */
final class RowHash {
    private long left;
    private long right;

    RowHash start(String table) {
        left = 0x9E3779B97F4A7C15L;
        right = 0xC2B2AE3D27D4EB4FL;
        return add(table);
    }

    RowHash add(long value) {
        left = (left ^ value) * 0xFF51AFD7ED558CCDL;
        left ^= left >>> 32;
        right = (right + value) * 0x9FB21C651E98DF25L;
        right ^= right >>> 29;
        return this;
    }

    RowHash add(String text) {
        int length = text.length();
        add(length);
        long four = 0;
        for (int i = 0; i < length; i++) {
            four = (four << 16) | text.charAt(i);
            if ((i & 3) == 3) {
                add(four);
                four = 0;
            }
        }
        return add(four);
    }

    RowHash add(boolean flag) {
        return add(flag ? 1 : 0);
    }

    RowHash add(StockKey key) {
        return add(key.sku()).add(key.location());
    }

    RowHash add(@Nullable Instant at) {
        return at == null ? add(-1) : add(at.getEpochSecond()).add(at.getNano());
    }

    RowHash add(StockLevel level) {
        return add(level.key())
                .add(level.available())
                .add(level.reserved())
                .add(level.committed())
                .add(level.safety())
                .add(level.qualityControl())
                .add(level.damaged())
                .add(level.incoming())
                .add(level.version())
                .add(level.saleState().name())
                .add(level.window().opensAt())
                .add(level.window().closesAt())
                .add(level.opening())
                .add(level.openingPinned());
    }

    RowHash add(Reservation reservation) {
        String owner = reservation.owner();
        add(reservation.id().value()).add(owner != null).add(owner == null ? "" : owner);
        add(reservation.sold()).add(reservation.ended());
        add(reservation.madeAt()).add(reservation.expiresAt()).add(reservation.changedAt());
        addAll(reservation.orderCharges());
        add(reservation.lines().size());
        for (ReservedLine line : reservation.lines()) {
            add(line.key()).add(line.reserved()).add(line.committed()).add(line.shipped());
            add(line.released()).add(line.returned()).add(line.swept());
            addAll(line.charges());
        }
        addGrants(reservation.grants());
        add(reservation.settlements().size());
        for (Settlement settlement : reservation.settlements()) {
            add(settlement.id()).add(settlement.content());
        }
        return this;
    }

    private void addGrants(List<Grant> grants) {
        add(grants.size());
        for (Grant grant : grants) {
            add(grant.quantity())
                    .add(grant.least())
                    .add(grant.split())
                    .add(grant.sources().size());
            for (int i = 0; i < grant.sources().size(); i++) {
                add(grant.sources().get(i)).add(grant.units().get(i));
            }
        }
    }

    private void addAll(List<String> names) {
        add(names.size());
        for (String name : names) {
            add(name);
        }
    }

    long left() {
        return avalanche(left);
    }

    long right() {
        return avalanche(right);
    }

    // The last step of MurmurHash3 (Appleby): rows are combined by xor, so each bit of a row must affect every bit.
    private static long avalanche(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
