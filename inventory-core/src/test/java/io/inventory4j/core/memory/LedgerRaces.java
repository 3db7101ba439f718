package io.inventory4j.core.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Races of two callers under jcstress, one for each thing that must not happen. {@link LedgerRacesTest} runs them. */
@SuppressWarnings("this-escape") // what the constructors call is final, and jcstress wants the classes open
public final class LedgerRaces {
    private static final String[] FOUR = {"r1", "r2", "r3", "r4"};

    private LedgerRaces() {}

    /** Rule 1.1: two buyers and one unit. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE,
            desc = "One buyer has the unit.")
    @Outcome(expect = FORBIDDEN, desc = "The unit was sold twice, or not at all.")
    @State
    public static class NoOversell extends RacedLedger {
        public NoOversell() {
            receive("A", 1);
        }

        @Actor
        public void first(III_Result result) {
            result.r1 = reserve("r1", "A");
        }

        @Actor
        public void second(III_Result result) {
            result.r2 = reserve("r2", "A");
        }

        @Arbiter
        public void left(III_Result result) {
            result.r3 = available("A");
        }
    }

    /** Rules 1.3 and 2.2: one unit comes back while another is taken. */
    @JCStressTest
    @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "Both happened, and both units are there.")
    @Outcome(expect = FORBIDDEN, desc = "A unit was lost or made.")
    @State
    public static class NoLostUnit extends RacedLedger {
        public NoLostUnit() {
            receive("A", 2);
            reserve("held", "A");
        }

        @Actor
        public void releases(IIII_Result result) {
            result.r1 = release("held");
        }

        @Actor
        public void reserves(IIII_Result result) {
            result.r2 = reserve("r2", "A");
        }

        @Arbiter
        public void left(IIII_Result result) {
            result.r3 = available("A");
            result.r4 = (int) level("A").reserved();
        }
    }

    /** Rule 1.9: two buyers choose between two units. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "Each has a unit, and who came first has the first one.")
    @Outcome(expect = FORBIDDEN, desc = "A unit was granted twice, or not at all.")
    @State
    public static class EachHasAChoice extends RacedLedger {
        public EachHasAChoice() {
            receive("A", 1);
            receive("B", 1);
        }

        @Actor
        public void first(II_Result result) {
            result.r1 = reserveFirstOf("r1", "A", "B");
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = reserveFirstOf("r2", "A", "B");
        }
    }

    /** Rule 1.9.9: a cart that is refused takes nobody's first choice. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The cart is refused, and the unit is granted.")
    @Outcome(expect = FORBIDDEN, desc = "A later source gave, since a refused cart held the unit for a moment.")
    @State
    public static class NoPhantomChoice extends RacedLedger {
        public NoPhantomChoice() {
            receive("A", 1);
            receive("B", 1);
            receive("C", 1);
            reserve("held", "C");
        }

        @Actor
        public void cart(II_Result result) {
            result.r1 = reserve("r1", "A", "C");
        }

        @Actor
        public void choice(II_Result result) {
            result.r2 = reserveFirstOf("r2", "A", "B");
        }
    }

    /** Rule 1.2: one buyer, two lines, and a limit of one. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "The limit let one of them through.")
    @Outcome(expect = FORBIDDEN, desc = "The limit was passed, or counted wrong.")
    @State
    public static class LimitKept extends RacedLedger {
        public LimitKept() {
            receive("A", 1);
            receive("B", 1);
        }

        @Actor
        public void first(III_Result result) {
            result.r1 = reserveWithin(1, "r1", "A");
        }

        @Actor
        public void second(III_Result result) {
            result.r2 = reserveWithin(1, "r2", "B");
        }

        @Arbiter
        public void used(III_Result result) {
            result.r3 = used();
        }
    }

    /**
     * Rules 2.8 and 5: payments race with a sweep for overdue reservations; there are several, so that they overlap.
     */
    @JCStressTest
    @Outcome(
            id = {"0, 4, 4, 0", "1, 3, 3, 1", "2, 2, 2, 2", "3, 1, 1, 3", "4, 0, 0, 4"},
            expect = ACCEPTABLE,
            desc = "Each was paid or has expired.")
    @Outcome(expect = FORBIDDEN, desc = "Both, or neither.")
    @State
    public static class ConfirmXorExpire extends RacedLedger {
        public ConfirmXorExpire() {
            receive("A", 4);
            for (String id : FOUR) {
                reserve(id, "A");
            }
            turnClockPastHolds();
        }

        @Actor
        public void pays(IIII_Result result) {
            for (String id : FOUR) {
                result.r1 += confirm(id);
            }
        }

        @Actor
        public void sweeps(IIII_Result result) {
            result.r2 = expire();
        }

        @Arbiter
        public void left(IIII_Result result) {
            result.r3 = available("A");
            result.r4 = (int) level("A").committed();
        }
    }

    /** Rule 6: a level is read while a reservation changes it. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "Half of a command was seen.")
    @State
    public static class LevelNotTorn extends RacedLedger {
        public LevelNotTorn() {
            receive("A", 1);
        }

        @Actor
        public void reserves() {
            reserve("r1", "A");
        }

        @Actor
        public void reads(III_Result result) {
            var level = level("A");
            result.r1 = (int) level.available();
            result.r2 = (int) level.reserved();
            result.r3 = (int) level.version();
        }
    }

    /** Rules 1.2 and 6: while carts of two lines are reserved, one line is read and then the other, many times. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "No second look is older than the first.")
    @Outcome(expect = FORBIDDEN, desc = "Half of a cart was seen.")
    @State
    public static class CartInOneStep extends RacedLedger {
        /** Many, because a look takes less time than a reservation. */
        private static final int LOOKS = 100;

        public CartInOneStep() {
            receive("A", 4);
            receive("B", 4);
        }

        @Actor
        public void reserves() {
            for (String id : FOUR) {
                reserve(id, "A", "B");
            }
        }

        @Actor
        public void reads(I_Result result) {
            int second = 4;
            for (int looks = 0; looks < LOOKS && second > 0; looks++) {
                int first = available("A");
                second = available("B");
                result.r1 += second > first ? 1 : 0;
            }
        }
    }

    /** Rule 7: two commands on one line, their versions and their journal. */
    @JCStressTest
    @Outcome(
            id = {"2, 3, 3, 123", "3, 2, 3, 123"},
            expect = ACCEPTABLE,
            desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "A version or a journal entry is missing, doubled or out of order.")
    @State
    public static class VersionGapless extends RacedLedger {
        public VersionGapless() {
            receive("A", 2);
        }

        @Actor
        public void first(IIII_Result result) {
            result.r1 = versionAfterReserving("r1", "A");
        }

        @Actor
        public void second(IIII_Result result) {
            result.r2 = versionAfterReserving("r2", "A");
        }

        @Arbiter
        public void journaled(IIII_Result result) {
            result.r3 = (int) level("A").version();
            result.r4 = journaledVersions();
        }
    }

    /** Rule 1.7: a cart that is refused for one line never causes a refusal on its other line. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The cart was refused, the other has the unit.")
    @Outcome(expect = FORBIDDEN, desc = "The last unit was refused to everyone.")
    @State
    public static class NoPhantomRefusal extends RacedLedger {
        public NoPhantomRefusal() {
            receive("A", 1);
            receive("B", 1);
            reserve("sold", "B");
        }

        @Actor
        public void cart(II_Result result) {
            result.r1 = reserve("r1", "A", "B");
        }

        @Actor
        public void single(II_Result result) {
            result.r2 = reserve("r2", "A");
        }
    }

    /** Rule 1.4: double clicks, counted as ten times the applied ones and the replayed ones. */
    @JCStressTest
    @Outcome(
            id = {"4, 40, 4", "13, 31, 4", "22, 22, 4", "31, 13, 4", "40, 4, 4"},
            expect = ACCEPTABLE,
            desc = "Each once, and once replayed.")
    @Outcome(expect = FORBIDDEN, desc = "One was counted twice, or not at all.")
    @State
    public static class DoubleClickCountsOnce extends RacedLedger {
        public DoubleClickCountsOnce() {
            receive("A", 8);
        }

        private int clicks() {
            int counted = 0;
            for (String id : FOUR) {
                int answer = reserve(id, "A");
                counted += answer == 1 ? 10 : answer == 2 ? 1 : 0;
            }
            return counted;
        }

        @Actor
        public void first(III_Result result) {
            result.r1 = clicks();
        }

        @Actor
        public void second(III_Result result) {
            result.r2 = clicks();
        }

        @Arbiter
        public void left(III_Result result) {
            result.r3 = available("A");
        }
    }
}
