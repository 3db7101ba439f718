package io.inventory4j.live.report;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A report in which every text of others is one and the same. */
final class HostileReport {
    static final List<String> TEXTS = List.of(
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\" onmouseover=\"alert(1)",
            "' onfocus='alert(1)",
            "</style><!-- ",
            "\u2028alert(1)\u2029",
            "]]>&lt;&amp;",
            "\u202Eright to left",
            "=cmd|'/c calc'!A1",
            " +1+1",
            "@SUM(A1)",
            "\uFF1D1+1",
            "'=1",
            "''@x",
            "-5",
            "a,b;\"c\"",
            "a;=1+1;'-2; +3",
            "\uD83D\uDC84 口红 №5",
            "\\");

    private HostileReport() {}

    static SaleReport of(String text) {
        SaleHand clock = new SaleHand("2025-11-11T12:00:00Z");
        try (Inventory inventory = InventoryBuilder.inMemory()
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build()) {
            StockKey key = StockKey.of(text, text);
            Instant begin = clock.instant();
            inventory.receive("po", key, 5).orThrow();
            clock.turn(Duration.ofMinutes(3));
            inventory.sell(ReserveRequest.of(text, "buyer").line(key, 3)).orThrow();
            inventory.writeOff(text, key, Bucket.AVAILABLE, 1, text).orThrow();
            clock.turn(Duration.ofMinutes(3));
            inventory.sell(ReserveRequest.of("second", "buyer").line(key, 1)).orThrow();
            SaleBooks books = SaleBooks.from(0).comparingOrders();
            books.catchUp(inventory);
            Instant now = clock.instant();
            return ReportBuilder.of(text, books, begin, now)
                    .levels(inventory.levels(List.of(key)))
                    .names(Map.of(text, text))
                    .counts(Map.of(key, 77L))
                    .platformOrders(List.of(new PlatformOrder(text + "x", text, 1)))
                    .plan(List.of(new PlannedUnits(text, 4, begin, now)))
                    .lostDemand(List.of(
                            new LostDemandLine(text, text, text, begin, 1, 2),
                            new LostDemandLine(text, "OUT_OF_STOCK", null, begin, 1, 2)))
                    .limits(List.of(new LimitHit(text, text, 1, 2)))
                    .alerts(List.of(
                            new AlertLine(begin, text, text, text, text, text, now),
                            new AlertLine(now, text, null, text, text, null, null)))
                    .feedDelays(
                            List.of(new FeedDelay(text, 1, Duration.ZERO, Duration.ofMillis(2), Duration.ofNanos(5))))
                    .operations(List.of(new OperationLine(begin, text, text, text, text, 7L, text)))
                    .build();
        }
    }
}
