package io.inventory4j.testkit.planted;

import static io.inventory4j.testkit.planted.Part.CONTRACT;
import static io.inventory4j.testkit.planted.Part.FAULTS;
import static io.inventory4j.testkit.planted.Part.PROPERTIES;
import static io.inventory4j.testkit.planted.Part.RACES;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.faults.SocketServer;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/** The planted bugs, each with the part of the kit that must find it every time. */
@SuppressWarnings("ImmutableEnumChecker") // What opens a ledger has no state of its own.
enum PlantedBug {
    READ_THEN_WRITE(CONTRACT, RacingBugs::readThenWrite),
    LIMIT_CHECKED_OUTSIDE_THE_STEP(CONTRACT, RacingBugs::limitCheckedOutsideTheStep),
    LIMIT_KEPT_ON_RELEASE(CONTRACT, UnitBugs::limitKeptOnRelease),
    UNITS_RELEASED_TWICE(CONTRACT, UnitBugs::releasedTwice),
    ORDER_CHARGE_KEPT(CONTRACT, UnitBugs::orderChargeKept),
    REPLAY_APPLIED_TWICE(CONTRACT, RepeatBugs::replayAppliedTwice),
    REPLAY_AFTER_EXPIRY(CONTRACT, RepeatBugs::replayAfterExpiry),
    ID_REUSE_ACCEPTED(CONTRACT, RepeatBugs::idReuseAccepted),
    REPLAY_MOVES_THE_EXPIRY(CONTRACT, RepeatBugs::replayMovesTheExpiry),
    REFUSAL_IS_REMEMBERED(CONTRACT, RepeatBugs::refusalIsRemembered),
    PARTIAL_CART(CONTRACT, UnitBugs::partialCart),
    LOCKS_IN_TWO_ORDERS(RACES, RacingBugs::locksInTwoOrders),
    TWO_SWEEPS_EXPIRE_ONE(CONTRACT, RacingBugs::twoSweepsExpireOne),
    CONFIRM_AFTER_EXPIRY(CONTRACT, UnitBugs::confirmAfterExpiry),
    PACKET_FILED_UNDER_ONE_EXPIRY(CONTRACT, FilingBugs::packetFiledUnderOneExpiry),
    LATER_END_OF_A_CALL_IS_LOST(CONTRACT, FilingBugs::laterEndOfACallIsLost),
    HOLD_ENDS_LATE(CONTRACT, UnitBugs::holdEndsLate),
    COUNTER_FORGOTTEN_EARLY(CONTRACT, UnitBugs::counterForgottenEarly),
    OPEN_RESERVATION_FORGOTTEN(CONTRACT, UnitBugs::openReservationForgotten),
    VERSION_LOST(CONTRACT, UnitBugs::versionLost),
    JOURNAL_ENTRY_MISSING(CONTRACT, UnitBugs::journalEntryMissing),
    TORN_LEVEL(RACES, RacingBugs::tornLevel),
    STALE_READ(RACES, RacingBugs::staleRead),
    OVERFLOW_SATURATES(CONTRACT, UnitBugs::overflowSaturates),
    KEYS_COLLIDE(CONTRACT, RepeatBugs::keysCollide),
    IDS_ARE_TRIMMED(CONTRACT, RepeatBugs::idsAreTrimmed),
    UNKNOWN_REPORTED_AS_NONE(ServerBugs::unknownReportedAsNone),
    ACKNOWLEDGED_BEFORE_DURABLE(ServerBugs::acknowledgedBeforeDurable),
    FLOOR_IGNORED(CONTRACT, UnitBugs::floorIgnored),
    NO_TOMBSTONE(CONTRACT, RepeatBugs::noTombstone),
    BATCH_IN_ANOTHER_ORDER(CONTRACT, RepeatBugs::batchInAnotherOrder),
    BATCH_STOPS_AT_A_REFUSAL(CONTRACT, RepeatBugs::batchStopsAtARefusal),
    CONFIRM_ON_A_STOPPED_LINE(CONTRACT, UnitBugs::confirmOnAStoppedLine),
    PHANTOM_REFUSAL(CONTRACT, RacingBugs::phantomRefusal),
    REPLACED_IS_NOT_RESTORED(CONTRACT, RacingBugs::replacedIsNotRestored),
    FORCED_BELOW_ON_HAND(CONTRACT, ForcedBelowOnHand::new),
    OWNER_NOT_COMPARED(CONTRACT, SaleBugs::ownerNotCompared),
    OWNER_IN_THE_JOURNAL(CONTRACT, SaleBugs::ownerInTheJournal),
    SOLD_IN_TWO_STEPS(CONTRACT, SaleBugs::soldInTwoSteps),
    EXCHANGE_OUT_OF_STOCK(CONTRACT, SaleBugs::exchangeOutOfStock),
    EXCHANGE_NEEDS_AN_OPEN_LINE(CONTRACT, SaleBugs::exchangeNeedsAnOpenLine),
    EXCHANGE_KEEPS_WHAT_IS_SOLD(CONTRACT, SaleBugs::exchangeKeepsWhatIsSold),
    AGAIN_SELLS_ANOTHERS_ORDER(CONTRACT, SaleBugs::againSellsAnothersOrder),
    AGAIN_TAKES_WHAT_WAS_RELEASED(CONTRACT, SaleBugs::againTakesWhatWasReleased),
    AGAIN_CHARGES_NOTHING(CONTRACT, SweptBugs::againChargesNothing),
    AGAIN_COMPARED_WITH_NOW(CONTRACT, SweptBugs::againComparedWithNow),
    TWO_PAYMENTS_TAKE_AGAIN(RACES, SweptBugs::twoPaymentsTakeAgain),
    SWEPT_IS_NEVER_ENDED(CONTRACT, SweptBugs::sweptIsNeverEnded),
    ENDED_IS_FORGOTTEN(PROPERTIES, SweptBugs::endedIsForgotten),
    ENDED_COUNTER_IS_GIVEN_BACK(CONTRACT, SweptBugs::endedCounterIsGivenBack),
    EXCEPT_IS_SWEPT(CONTRACT, SweptBugs::exceptIsSwept),
    SETTLEMENT_WITHOUT_AN_ID_IS_REMEMBERED(CONTRACT, SaleBugs::settlementWithoutAnIdIsRemembered),
    CONFIRM_REPLAYS_THOUGH_SWEPT(CONTRACT, SaleBugs::confirmReplaysThoughSwept),
    GIVE_BACK_KEEPS_WHAT_IS_SOLD(CONTRACT, SaleBugs::giveBackKeepsWhatIsSold),
    GIVE_BACK_WITHOUT_A_TOMBSTONE(CONTRACT, SaleBugs::giveBackWithoutATombstone),
    STALE_CHARGE_ACCEPTED(CONTRACT, SaleBugs::staleChargeAccepted),
    TARGET_POSTED_TWICE(CONTRACT, SweptBugs::targetPostedTwice),
    TARGET_REMEMBERED_AS_ITS_DIFFERENCE(CONTRACT, SweptBugs::targetRememberedAsItsDifference),
    PIN_IGNORED(CONTRACT, SweptBugs::pinIgnored),
    OPENING_OF_THE_FIRST_RECEIPT(CONTRACT, SweptBugs::openingOfTheFirstReceipt),
    SHIPPED_IS_FORGOTTEN_EARLY(CONTRACT, SweptBugs::shippedIsForgottenEarly),
    PENDING_IS_SHIPPED_UNASKED(CONTRACT, SweptBugs::pendingIsShippedUnasked);

    final Part part;
    final Planted planted;

    PlantedBug(Part part, Function<InstantSource, StockLedger> ledger) {
        this.part = part;
        planted = new Planted(ledger, () -> new SocketServer((namespace, clock) -> ledger.apply(clock)));
    }

    /** A bug that only a server has: in this process its ledger is sound. */
    PlantedBug(Supplier<SocketServer> server) {
        part = FAULTS;
        planted = new Planted(MapLedger::new, server);
    }

    /**
     * What a suite of the kit runs over.
     *
     * @param ledger opens a ledger in this process
     * @param server starts a server of such ledgers
     */
    record Planted(Function<InstantSource, StockLedger> ledger, Supplier<SocketServer> server) {
        /** Nothing wrong. */
        static final Planted SOUND =
                new Planted(MapLedger::new, () -> new SocketServer((namespace, clock) -> new MapLedger(clock)));
    }
}
