package io.inventory4j.examples.first;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every small program runs, and prints what it is there to show. */
@Timeout(60)
class FirstProgramsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/inventory4j/examples/first");

    @FunctionalInterface
    private interface Program {
        void run(String... args) throws Exception;
    }

    private static List<String> lines(Program program, String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            program.run(args);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Arguments program(String name, Program program, String lines) {
        return Arguments.of(name, program, lines);
    }

    static Stream<Arguments> programs() {
        return Stream.of(selling(), choosing(), keepingStock(), inBulk(), liveSale())
                .flatMap(programs -> programs);
    }

    private static Stream<Arguments> liveSale() {
        return Stream.of(program("LiveSaleOfTheEvening", LiveSaleOfTheEvening::main, """
                        to 2 roles: PACE at 70 of COAT
                        to 1 roles: LOW at 40 of COAT
                        to 2 roles: LOW at 10 of COAT
                        sold 120, left 30
                        TopUp[sku=COAT, channel=null, units=50]: done
                        given back: 30
                        """));
    }

    private static Stream<Arguments> selling() {
        return Stream.of(
                program("FirstTenLines", FirstTenLines::main, """
                        998 left to sell, 2 sold
                        order-2 is refused: LIMIT_REACHED by the rule per-buyer, 0 more allowed
                        To the host: only 200 left!
                        """),
                program("CartAndRefusal", CartAndRefusal::main, """
                        Ann wants a lipstick and 5 mirrors: sorry, only 3 of MIRROR@main are left.
                        Ann takes 3 mirrors: it is in your cart.
                        Ben wants a mirror: sorry, MIRROR@main is sold out.
                        Ann changes a mirror for a second lipstick: it is in your cart.
                        Ann wants a third lipstick: sorry, you have as many of it as one buyer may have (limit per-buyer).
                        """),
                program("OnePersonOneBox", OnePersonOneBox::main, """
                        Ann, whose app does not tell its device: no box: NOT_ALLOWED by campaign-identity/device
                        Ann, phone 1: one box
                        Ann by another name, phone 1: no box: LIMIT_REACHED by campaign-identity/device
                        Ann by another name, phone 2: one box
                        Ben, phone 3, card 7: one box
                        Cleo, phone 4, card 7: no box: LIMIT_REACHED by campaign-identity/card
                        Cleo, phone 4, card 8: no box: LIMIT_REACHED by campaign-total
                        """),
                program("LatePayment", LatePayment::main, """
                        Ann pays in time: sold
                        15 minutes are over: 2 holds have run out
                        Ben pays 5 minutes late: sold from what is left
                        Cleo pays late, too: to be refunded, OUT_OF_STOCK
                        Ben's payment is reported again: sold
                        """),
                program("OrderAndReservationInOneTransaction", OrderAndReservationInOneTransaction::main, """
                        order-1: row and hold are committed
                        order-2: neither is there, the voucher was used before
                        order-3: row and hold are committed
                        order-4: neither is there, OUT_OF_STOCK
                        2 orders in the shop's table, 2 teapots held
                        """));
    }

    private static Stream<Arguments> choosing() {
        return Stream.of(
                program("KitWithGift", KitWithGift::main, """
                        4 boxes could be sold: there are 4 cups
                        Ann takes 2 boxes: 2 GIFT-BOX, 2 CUP, 4 TEA, 1 of 2 SPOON
                        Ann takes another: LIMIT_REACHED by per-buyer
                        Ben takes a cup: 1 CUP
                        1 boxes could be sold now
                        Ann's boxes are SHIPPED
                        """),
                program("SpotThenLater", SpotThenLater::main, """
                        order-1: 2 at once, 0 in 3 weeks
                        order-2: 1 at once, 1 in 3 weeks
                        order-3: 0 at once, 2 in 3 weeks
                        order-4: OUT_OF_STOCK, 0 could be had
                        order-5: OUT_OF_STOCK, 1 could be had
                        order-2: 1 at once, 1 in 3 weeks
                        order-6: 2 at once, 0 in 3 weeks
                        order-2 leaves: false
                        order-2 leaves: true
                        """),
                program("NearestWarehouse", NearestWarehouse::main, """
                        order-1: 3 from Paris
                        order-2: 2 from Lyon
                        order-2: 1 from Paris
                        order-3 comes from Lille
                        order-4 comes from Lille
                        """));
    }

    private static Stream<Arguments> keepingStock() {
        return Stream.of(
                program("StocktakeAndSafetyStock", StocktakeAndSafetyStock::main, """
                        received: 100 to sell, 0 withheld, 0 sold, 100 on hand
                        safety stock set: 90 to sell, 10 withheld, 0 sold, 100 on hand
                        6 sold: 84 to sell, 10 withheld, 6 sold, 100 on hand
                        2 written off: 82 to sell, 10 withheld, 6 sold, 98 on hand
                        counted 95: a variance of -3
                        count booked: 79 to sell, 10 withheld, 6 sold, 95 on hand
                        counted again: a variance of 0
                        safety stock lifted: 89 to sell, 0 withheld, 6 sold, 95 on hand
                        """),
                program("SaleAtEight", SaleAtEight::main, """
                        planned in the morning: Window[opensAt=2026-11-11T20:00:00Z, closesAt=2026-11-11T21:00:00Z]
                        a millisecond before eight: NOT_OPEN
                        at eight: held
                        stopped: NOT_OPEN
                        goes on: held
                        at nine: NOT_OPEN
                        o-2 is paid after nine: sold
                        """),
                program("OwnPolicy", OwnPolicy::main, """
                        ann asks for 2: held
                        bob asks for 2: refused by per-household, 1 allowed
                        bob asks for 1: held
                        cleo asks for 1: refused by members-first, 0 allowed
                        now it is open to all
                        cleo asks for 1: held
                        elm-street-1 has 3
                        """),
                program("ImportOfExistingStock", ImportOfExistingStock::main, """
                        First run:
                          TEAPOT@main: 40 units come in
                          TEAPOT@outlet: 5 units come in
                          BOWL@main: 120 units come in
                        The same again, as a job that was cut off is started again:
                          TEAPOT@main: is there already
                          TEAPOT@outlet: is there already
                          BOWL@main: is there already
                        TEAPOT@main: 38 to sell, 2 to ship, 40 on hand
                        BOWL@main: 108 to sell, 12 to ship, 120 on hand
                        """));
    }

    private static Stream<Arguments> inBulk() {
        return Stream.of(
                program("BatchOfOrders", BatchOfOrders::main, """
                        496 of 500 orders are held, by one call
                        order-200: OUT_OF_STOCK, 352 left when it was its turn
                        order-300: OUT_OF_STOCK, 253 left when it was its turn
                        order-400: OUT_OF_STOCK, 154 left when it was its turn
                        order-500: OUT_OF_STOCK, 55 left when it was its turn
                        93 payments, parcels and deliveries are booked, by one call
                        256 are left to sell
                        """),
                program("OrdersWithoutWaiting", OrdersWithoutWaiting::main, """
                        1500 held, 500 refused, 0 to send again, 0 to ask about
                        """),
                program("CartOfManyLines", CartOfManyLines::main, """
                        Before: the cart can be had, 3 of LINEN-150 at most
                        The cart: all 250 lines are held, in 3 reservations
                        Before the next cart: OUT_OF_STOCK for LINEN-7@main
                        The next cart: nothing is held, order-2/1 was refused OUT_OF_STOCK
                        Before a third cart, from LINEN-8 on: it can be had
                        The third cart: all 243 lines are held, in 3 reservations
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramPrintsWhatItShows(String name, Program program, String expected) throws Exception {
        assertEquals(expected, String.join("\n", lines(program)) + "\n", name);
    }

    @Test
    void aPageHearsTheNewestLevelLast() throws Exception {
        List<String> lines = lines(LevelsForAPage::main);
        List<String> data =
                lines.stream().filter(line -> line.startsWith("data: ")).toList();
        assertEquals("data: {\"sku\": \"LAMP\", \"left\": 1, \"badge\": \"only 1 left\"}", data.get(data.size() - 1));
        List<Long> ids = lines.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> Long.parseLong(line.substring("id: LAMP ".length())))
                .toList();
        assertEquals(ids.stream().sorted().distinct().toList(), ids, "versions only grow");
        assertEquals(data.size(), ids.size());
        assertEquals("", lines.get(lines.size() - 1), "a blank line ends an event");
    }

    @Test
    void redisRemembersAnEarlierRun() throws Exception {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE))) {
            String address =
                    server.address().getHostString() + ":" + server.address().getPort();
            assertEquals(
                    List.of(
                            "The delivery po-1 is booked",
                            "Order order-1 is booked",
                            "Its payment is booked",
                            "8 left to sell, 2 sold and not shipped"),
                    lines(OverRedis::main, address));
            assertEquals(
                    List.of(
                            "The delivery po-1 was booked by an earlier run",
                            "Order order-1 was booked by an earlier run",
                            "Its payment was booked by an earlier run",
                            "8 left to sell, 2 sold and not shipped"),
                    lines(OverRedis::main, address));
        }
    }

    @Test
    void withoutAnAddressRedisIsAskedFor() throws Exception {
        List<String> lines = lines(OverRedis::main);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("-Dexec.args=127.0.0.1:6379"), lines.get(0));
    }

    @Test
    void everyProgramIsTestedHere() throws IOException {
        Set<String> tested =
                programs().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(List.of("LevelsForAPage", "OverRedis"));
        try (Stream<Path> files = Files.list(SOURCES)) {
            Set<String> sources = files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("package-info.java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(sources, tested);
        }
    }
}
