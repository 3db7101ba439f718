package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shops in several processes that sell out one stock in a file, whose lock all of them see or only one. */
@Timeout(300)
class RacingShopsTest {
    private static final long UNITS = 60;

    @TempDir
    private Path folder;

    static final class Sound {
        private Sound() {}

        public static void main(String[] args) {
            KilledShop.sellOut(new FileShopLedger(Path.of(args[0]), true), args[1]);
        }
    }

    static final class LockedWithinOneProcess {
        private LockedWithinOneProcess() {}

        public static void main(String[] args) {
            KilledShop.sellOut(new FileShopLedger(Path.of(args[0]), false), args[1]);
        }
    }

    private int race(Class<?> shop, int killedAfter) throws IOException {
        Path file = Files.createTempFile(folder, "shop", ".log");
        try (FileShopLedger ledger = new FileShopLedger(file, true)) {
            SaleStock.fill(ledger, UNITS);
        }
        List<KilledShop> shops = KilledShop.race(shop, 2, killedAfter, file.toString());
        shops.forEach(one -> assertTrue(one.acknowledged() > 0, "one of the shops sold nothing"));
        try (FileShopLedger anew = new FileShopLedger(file, true)) {
            return KilledShop.check(anew, KilledShop.InFlight.FINAL, shops, UNITS);
        }
    }

    @Test
    void aLockThatAllProcessesSeeSellsToTheLastUnit() throws IOException {
        assertEquals(0, race(Sound.class, 0));
    }

    @Test
    void oneOfThemMayBeKilled() throws IOException {
        assertTrue(race(Sound.class, 5) >= 0);
    }

    /** Such shops write over one another's lines: they oversell, lose orders, or die of what they read. */
    @Test
    void aLockThatOneProcessSeesIsFound() {
        AssertionError found = assertThrows(AssertionError.class, () -> race(LockedWithinOneProcess.class, 0));
        String told = "(?s)I[123]: .*|.*the shop ended by itself, with exit code 1, after READY.*";
        assertTrue(String.valueOf(found.getMessage()).matches(told), found::toString);
    }
}
