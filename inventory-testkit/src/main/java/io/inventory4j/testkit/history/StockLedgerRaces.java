package io.inventory4j.testkit.history;

import io.inventory4j.ledger.Journaled;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.LedgerSuite;
import io.inventory4j.testkit.Nodes;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.limit.Limited;
import io.inventory4j.testkit.words.Failures;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Races between the callers of a ledger, as JUnit tests: extend it and say how to open a ledger. In every round several
 * callers draw their next command at random, all at once, on a fresh ledger; then the whole history must be
 * linearizable (rule 1.7, {@link HistoryChecker}) and nothing may be created or lost (rule 8). An undecided history
 * fails too.
 *
 * <p>A failing race prints its seed: with {@code -Dinventory.test.seed} every caller draws the same again, though the
 * threads may interleave otherwise. {@code -Dinventory.test.scale} multiplies the rounds. A store that hangs is found
 * after a minute, or two: {@code -Dinventory.test.limit} says how many seconds a round may take.
 */
public abstract class StockLedgerRaces extends LedgerSuite {
    private static final int FEW_CALLERS = 4;
    private static final int MANY_TURNS = 3;

    /** For subclasses. */
    protected StockLedgerRaces() {}

    /**
     * How many callers race.
     *
     * @return 2 or more; 8 unless overridden
     */
    protected int callers() {
        return 8;
    }

    /**
     * How many turns each caller takes in a round.
     *
     * @return 1 or more; 8 unless overridden
     */
    protected int turns() {
        return 8;
    }

    /**
     * How often each race is run, before {@link Effort#scale} multiplies it.
     *
     * @return 1 or more; 20 unless overridden
     */
    protected int rounds() {
        return 20;
    }

    private void race(String name, Consumer<Round> race) {
        race(name, rounds(), callers(), turns(), race);
    }

    private void race(String name, int times, int callers, int turns, Consumer<Round> race) {
        RaceTotals totals = RaceTotals.of(getClass());
        totals.race();
        int rounds = Math.max(2, times) * Effort.scale();
        for (int i = 0; i < rounds; i++) {
            Limited.goOn();
            TurnedClock clock = new TurnedClock();
            InstantSource unsteady = new UnsteadyClock(clock);
            SplittableRandom random = new SplittableRandom(totals.seed + 31L * name.hashCode() + i);
            // Some faults need two callers of one node, others two nodes.
            try (Nodes nodes = i % 2 == 0 ? nodes(unsteady) : oneNode(unsteady);
                    Round round = new Round(nodes.inTurn(), clock, callers, turns, random)) {
                totals.nodes(nodes.second().isPresent() ? 2 : 1);
                race.accept(round);
                totals.history(round.verdict());
            } catch (AssertionError e) {
                totals.failure();
                String run = "race '" + name + "', round " + i + ", inventory.test.seed=" + totals.seed;
                throw Failures.around(run + ":\n", e, "");
            }
        }
    }

    /** Prints one line for the log of a build. */
    @AfterAll
    static void report(TestInfo info) {
        info.getTestClass().ifPresent(testClass -> System.out.println(RaceTotals.of(testClass)));
    }

    @Test
    final void rule_1_7_moreBuyersThanUnits() {
        race("hot SKU", ShelfScenes::moreBuyersThanUnits);
    }

    @Test
    final void rule_1_7_theLastUnit() {
        race("last unit", ShelfScenes::theLastUnit);
    }

    @Test
    final void rule_1_4_oneIdTwiceAtOnce() {
        race("double click", ShelfScenes::oneIdTwiceAtOnce);
    }

    @Test
    final void rule_1_1_twoOrdersOfOneBuyerUnderALimitOfOne() {
        race("same buyer", ShelfScenes::twoOrdersOfOneBuyerUnderALimitOfOne);
    }

    @Test
    final void rule_2_8_confirmAgainstExpire() {
        race("confirm against expire", SettleScenes::confirmAgainstExpire);
    }

    @Test
    final void rule_2_8_confirmAgainstRelease() {
        race("confirm against release", SettleScenes::confirmAgainstRelease);
    }

    @Test
    final void rule_1_2_cartsInOppositeOrders() {
        race("carts in opposite orders", ShelfScenes::cartsInOppositeOrders);
    }

    @Test
    final void rule_2_4_cancelAndReleaseAgainstShip() {
        race("cancel and release against ship", SettleScenes::cancelAndReleaseAgainstShip);
    }

    @Test
    final void rule_4_1_freezeAgainstReserve() {
        race("freeze against reserve", ShelfScenes::freezeAgainstReserve);
    }

    @Test
    final void rule_4_6_windowAgainstReserve() {
        race("window against reserve", ShelfScenes::windowAgainstReserve);
    }

    @Test
    final void rule_1_8_replaceAgainstExpire() {
        race("replace against expire", SettleScenes::replaceAgainstExpire);
    }

    @Test
    final void rule_2_6_extendAgainstExpire() {
        race("extend against expire", SettleScenes::extendAgainstExpire);
    }

    @Test
    final void rule_3_1_transferAgainstReserve() {
        race("transfer against reserve", ShelfScenes::transferAgainstReserve);
    }

    @Test
    final void rule_1_12_latePaymentsAgainstSweepsAndStrangers() {
        race("late payments", SettleScenes::latePaymentsAgainstSweepsAndStrangers);
    }

    @Test
    final void rule_1_11_exchangesAgainstStrangers() {
        race("exchanges", SettleScenes::exchangesAgainstStrangers);
    }

    @Test
    final void rule_3_8_targetsAgainstReserves() {
        race("targets", ShelfScenes::targetsAgainstReserves);
    }

    @Test
    final void rule_1_9_theGiftsLastUnit() {
        race("a gift's last unit", ChoiceScenes::theGiftsLastUnit);
    }

    @Test
    final void rule_1_9_kitsThatShareAPart() {
        race("kits that share a part", ChoiceScenes::kitsThatShareAPart);
    }

    @Test
    final void rule_1_9_nearlyEmptySources() {
        race("nearly empty sources", ChoiceScenes::nearlyEmptySources);
    }

    @Test
    final void rule_1_9_sixtyFourCallersOnKitsThatShareAPart() {
        long seed = RaceTotals.of(getClass()).seed;
        for (int i = 0; i < 2 * Effort.scale(); i++) {
            Limited.goOn();
            TurnedClock clock = new TurnedClock();
            try (Nodes nodes = i % 2 == 0 ? nodes(clock) : oneNode(clock)) {
                KitRush.run(nodes.inTurn(), new SplittableRandom(seed + 31L * i));
            } catch (AssertionError e) {
                throw Failures.around("rush " + i + ", inventory.test.seed=" + seed + ":\n", e, "");
            }
        }
    }

    @Test
    final void rule_1_7_everythingAtOnce() {
        race("everything at once", SettleScenes::everythingAtOnce);
    }

    @Test
    final void rule_1_2_cartsOfManyLines() {
        race("carts of many lines", few(), FEW_CALLERS, turns(), CrowdScenes::cartsOfManyLines);
    }

    @Test
    final void rule_2_2_linesAgainstCounters() {
        race("lines against counters", few(), callers(), MANY_TURNS * turns(), CrowdScenes::linesAgainstCounters);
    }

    @Test
    final void rule_5_1_aClockInSmallSteps() {
        race("clock in small steps", few(), FEW_CALLERS, 2, CrowdScenes::clockInSmallSteps);
    }

    @Test
    final void rule_8_8_purgeAgainstLatePayments() {
        race("purge against late payments", few(), callers(), turns(), BesideScenes::purgeAgainstLatePayments);
    }

    @Test
    final void rule_8_9_purgeAgainstFreshCharges() {
        race(
                "purge against fresh charges",
                few(),
                callers(),
                MANY_TURNS * turns(),
                BesideScenes::purgeAgainstFreshCharges);
    }

    @Test
    final void rule_9_2_shipJobAgainstCancellations() {
        race("ship job against cancellations", few(), callers(), turns(), BesideScenes::shipJobAgainstCancellations);
    }

    @Test
    final void rule_7_5_journalAgainstBuyers() {
        try (Nodes node = oneNode(new TurnedClock())) {
            Assumptions.assumeTrue(node.first() instanceof Journaled, "this ledger keeps no journal");
        }
        race("journal against buyers", few(), callers(), turns(), BesideScenes::journalAgainstBuyers);
    }

    @Test
    final void rule_6_5_openPagesAgainstBuyers() {
        race("open pages against buyers", few(), callers(), turns(), BesideScenes::openPagesAgainstBuyers);
    }

    /** Rounds that cost more, or find more, than the others. */
    private int few() {
        return rounds() / 3;
    }
}
