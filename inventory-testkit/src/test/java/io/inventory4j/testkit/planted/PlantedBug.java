package io.inventory4j.testkit.planted;

import static io.inventory4j.testkit.planted.Part.CONTRACT;
import static io.inventory4j.testkit.planted.Part.FAULTS;
import static io.inventory4j.testkit.planted.Part.PROPERTIES;
import static io.inventory4j.testkit.planted.Part.RACES;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.bugs.BesideBugs;
import io.inventory4j.testkit.planted.bugs.ChoiceBugs;
import io.inventory4j.testkit.planted.bugs.CounterBugs;
import io.inventory4j.testkit.planted.bugs.FilingBugs;
import io.inventory4j.testkit.planted.bugs.ForcedBelowOnHand;
import io.inventory4j.testkit.planted.bugs.GateBugs;
import io.inventory4j.testkit.planted.bugs.LagBugs;
import io.inventory4j.testkit.planted.bugs.NodeBugs;
import io.inventory4j.testkit.planted.bugs.PageBugs;
import io.inventory4j.testkit.planted.bugs.PushBugs;
import io.inventory4j.testkit.planted.bugs.RacingBugs;
import io.inventory4j.testkit.planted.bugs.RepeatBugs;
import io.inventory4j.testkit.planted.bugs.ReplicaBugs;
import io.inventory4j.testkit.planted.bugs.SaleBugs;
import io.inventory4j.testkit.planted.bugs.SizeBugs;
import io.inventory4j.testkit.planted.bugs.SumBugs;
import io.inventory4j.testkit.planted.bugs.SweptBugs;
import io.inventory4j.testkit.planted.bugs.TimeBugs;
import io.inventory4j.testkit.planted.bugs.TornBugs;
import io.inventory4j.testkit.planted.bugs.TraceBugs;
import io.inventory4j.testkit.planted.bugs.UnitBugs;
import io.inventory4j.testkit.planted.bugs.WindowBugs;
import io.inventory4j.testkit.planted.store.Store;
import io.inventory4j.testkit.planted.wire.CombiningBugs;
import io.inventory4j.testkit.planted.wire.EarBugs;
import io.inventory4j.testkit.planted.wire.ServerBugs;
import io.inventory4j.testkit.planted.wire.StoreServer;
import io.inventory4j.testkit.planted.wire.WireBugs;
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
    PENDING_IS_SHIPPED_UNASKED(CONTRACT, SweptBugs::pendingIsShippedUnasked),
    // Right on one node.
    LOCK_OF_ONE_PROCESS(RACES, NodeBugs::lockOfOneProcess),
    LINES_CACHED_BY_EACH_NODE(RACES, NodeBugs::linesCachedByEachNode),
    ABSENT_IDS_CACHED_BY_EACH_NODE(RACES, NodeBugs::absentIdsCachedByEachNode),
    EACH_NODE_SWEEPS_ITS_OWN(RACES, NodeBugs::eachNodeSweepsItsOwn),
    COUNTERS_CACHED_BY_EACH_NODE(RACES, NodeBugs::countersCachedByEachNode),
    SETTLEMENT_IDS_OF_EACH_NODE(RACES, NodeBugs::settlementIdsOfEachNode),
    JOURNAL_NUMBERED_IN_BLOCKS(RACES, NodeBugs::journalNumberedInBlocks),
    REPLICA_KNOWS_ONLY_THE_OWN_WRITES(RACES, ReplicaBugs::replicaKnowsOnlyTheOwnWrites),
    LISTENERS_OF_THE_OWN_NODE(CONTRACT, PushBugs::listenersOfTheOwnNode),
    // Right while calls are answered in time.
    LATE_ANSWER_IS_TAKEN_FOR_THE_NEXT(WireBugs::lateAnswerIsTakenForTheNext),
    TIMEOUT_IS_TOLD_NONE(WireBugs::timeoutIsToldNone),
    POOL_LEAKS(WireBugs::poolLeaks),
    THREAD_KEEPS_ITS_BROKEN_CONNECTION(WireBugs::threadKeepsItsBrokenConnection),
    BREAKER_STAYS_OPEN(WireBugs::breakerStaysOpen),
    READS_WHAT_IT_READ_LAST(WireBugs::readsWhatItReadLast),
    FEED_BEGINS_AT_THE_END_AGAIN(WireBugs::feedBeginsAtTheEndAgain),
    FEED_NOTES_ITS_PLACE_FIRST(WireBugs::feedNotesItsPlaceFirst),
    // Beside the sale.
    PURGE_DELETES_A_FRESH_COUNT(RACES, BesideBugs::purgeDeletesAFreshCount),
    PURGE_DELETES_WHAT_WAS_TAKEN_AGAIN(RACES, BesideBugs::purgeDeletesWhatWasTakenAgain),
    JOURNAL_NUMBERED_BEFORE_THE_COMMIT(RACES, BesideBugs::journalNumberedBeforeTheCommit),
    ENTRIES_OF_A_BATCH_LINE_BY_LINE(CONTRACT, BesideBugs::entriesOfABatchLineByLine),
    OPEN_PAGES_BY_OFFSET(CONTRACT, BesideBugs::openPagesByOffset),
    COUNT_AGAINST_AN_OLDER_LEVEL(RACES, BesideBugs::countAgainstAnOlderLevel),
    SWEEP_TRUSTS_ITS_INDEX(RACES, BesideBugs::sweepTrustsItsIndex),
    JOURNAL_CUT_WITHOUT_A_WORD(CONTRACT, BesideBugs::journalCutWithoutAWord),
    // Right in small.
    CART_WRITTEN_IN_PACKETS(RACES, SizeBugs::cartWrittenInPackets),
    LAST_KEY_OF_A_LONG_READ_IS_LOST(CONTRACT, SizeBugs::lastKeyOfALongReadIsLost),
    LEFT_OVER_OF_A_LONG_WRITE_IS_DROPPED(CONTRACT, SizeBugs::leftOverOfALongWriteIsDropped),
    ONE_MORE_THAN_THE_LARGEST_PAGE(CONTRACT, SizeBugs::oneMoreThanTheLargestPage),
    ONE_MORE_THAN_THE_LARGEST_JOURNAL_PAGE(CONTRACT, SizeBugs::oneMoreThanTheLargestJournalPage),
    PAGE_IS_CAPPED(CONTRACT, SizeBugs::pageIsCapped),
    SWEEP_IS_CAPPED(CONTRACT, SizeBugs::sweepIsCapped),
    PURGE_TAKES_THE_MOST_OF_EACH_KIND(CONTRACT, SizeBugs::purgeTakesTheMostOfEachKind),
    OUTCOMES_SHIFT_AT_A_SEAM(CONTRACT, SizeBugs::outcomesShiftAtASeam),
    HALF_A_BATCH_IS_TOLD_NONE(WireBugs::halfABatchIsToldNone),
    // In the dark.
    SWEEPS_ARE_NOT_TOLD(CONTRACT, PushBugs::sweepsAreNotTold),
    SHIPMENTS_OF_THE_JOB_ARE_NOT_TOLD(CONTRACT, PushBugs::shipmentsOfTheJobAreNotTold),
    FIRST_LINE_OF_A_CART_IS_TOLD(CONTRACT, PushBugs::firstLineOfACartIsTold),
    SALE_STATES_ARE_NOT_TOLD(CONTRACT, PushBugs::saleStatesAreNotTold),
    LISTENER_THAT_THREW_IS_DROPPED(CONTRACT, PushBugs::listenerThatThrewIsDropped),
    OLDEST_OF_A_BURST_IS_KEPT(CONTRACT, PushBugs::oldestOfABurstIsKept),
    FOLLOWER_READS_ONE_PAGE_A_WAKE(CONTRACT, PushBugs::followerReadsOnePageAWake),
    FOLLOWER_IS_DEAF_AFTER_AN_ENTRY(CONTRACT, PushBugs::followerIsDeafAfterAnEntryItCannotRead),
    FOLLOWER_BEGINS_LATE(CONTRACT, PushBugs::followerBeginsLate),
    // Another time than the one that decided.
    EXPIRY_KEPT_IN_MILLISECONDS(CONTRACT, TimeBugs::expiryKeptInMilliseconds),
    EXPIRY_ROUNDED_TO_MICROSECONDS(CONTRACT, TimeBugs::expiryRoundedToMicroseconds),
    EXPIRY_KEPT_AS_A_DOUBLE(CONTRACT, TimeBugs::expiryKeptAsADouble),
    TIMER_IN_WHOLE_SECONDS(CONTRACT, TimeBugs::timerInWholeSeconds),
    END_OF_A_COUNTER_BELONGS_TO_IT(CONTRACT, TimeBugs::endOfACounterBelongsToIt),
    END_OF_A_WINDOW_BELONGS_TO_IT(CONTRACT, TimeBugs::endOfAWindowBelongsToIt),
    WINDOWS_IN_MILLISECONDS(CONTRACT, TimeBugs::windowsInMilliseconds),
    JOURNAL_IN_MILLISECONDS(CONTRACT, TimeBugs::journalInMilliseconds),
    FAR_END_RUNS_OVER(CONTRACT, TimeBugs::farEndRunsOver),
    CLOSES_AT_BELONGS_TO_THE_SALE(CONTRACT, WindowBugs::closesAtBelongsToTheSale),
    WINDOWS_OF_THE_NODES_CLOCK(CONTRACT, WindowBugs::windowsOfTheNodesClock),
    WINDOWS_IN_SECONDS(CONTRACT, WindowBugs::windowsInSeconds),
    STATE_TAKES_THE_WINDOW_AWAY(CONTRACT, WindowBugs::stateTakesTheWindowAway),
    // Counters.
    END_OF_THE_FIRST_CHARGE_STAYS(CONTRACT, CounterBugs::endOfTheFirstChargeStays),
    END_OF_THE_LAST_CHARGE_STAYS(CONTRACT, CounterBugs::endOfTheLastChargeStays),
    END_OF_NOTHING_STAYS(CONTRACT, CounterBugs::endOfNothingStays),
    REPLACED_CART_LOSES_ITS_END(CONTRACT, CounterBugs::replacedCartLosesItsEnd),
    LIMIT_OF_THE_LAST_LINE_ONLY(CONTRACT, CounterBugs::limitOfTheLastLineOnly),
    COUNTERS_AGAINST_LINES(RACES, CounterBugs::countersAgainstLines),
    // Torn, and told wrong.
    REFUSALS_ARE_NOT_CHECKED(RACES, TornBugs::refusalsAreNotChecked),
    WRITE_SKEW(RACES, TornBugs::writeSkew),
    ABSENT_ROWS_ARE_NOT_CHECKED(RACES, TornBugs::absentRowsAreNotChecked),
    COUNTERS_ARE_NOT_CHECKED(RACES, TornBugs::countersAreNotChecked),
    INTERRUPTED_IS_TOLD_NONE(CONTRACT, TornBugs::interruptedIsToldNone),
    ONE_HOLD_FOR_EACH_EXPIRY(CONTRACT, TornBugs::oneHoldForEachExpiry),
    REPLICA_IS_ONE_COMMIT_BEHIND(CONTRACT, ReplicaBugs::replicaIsOneCommitBehind),
    REPLICA_MISSES_WHAT_ITS_LOG_HAS_LOST(CONTRACT, ReplicaBugs::replicaMissesWhatItsLogHasLost),
    // What a node still knows.
    SETTLED_ORDERS_CACHED(CONTRACT, LagBugs::settledOrdersCached),
    EVENTS_COME_LATE(RACES, LagBugs::eventsComeLate),
    LEASE_ENDS(RACES, LagBugs::leaseEnds),
    SOLD_OUT_IS_REMEMBERED(RACES, GateBugs::soldOutIsRemembered),
    CLOCK_OF_EACH_NODE(PROPERTIES, LagBugs::clockOfEachNode),
    SALE_STATES_CACHED(RACES, LagBugs::saleStatesCached),
    // Traces, and what is no repeat.
    REFUSAL_PROLONGS_A_COUNTER(CONTRACT, TraceBugs::refusalProlongsACounter),
    REPEAT_PROLONGS_A_COUNTER(CONTRACT, TraceBugs::repeatProlongsACounter),
    REPEAT_IS_THE_LAST_CHANGE(CONTRACT, TraceBugs::repeatIsTheLastChange),
    TOMBSTONE_IS_RENEWED(CONTRACT, TraceBugs::tombstoneIsRenewed),
    ANSWERED_AS_THE_FIRST_TIME(CONTRACT, TraceBugs::answeredAsTheFirstTime),
    OVERDUE_REPEAT_IS_REFUSED(CONTRACT, TraceBugs::overdueRepeatIsRefused),
    LAST_SETTLEMENTS_ONLY(CONTRACT, TraceBugs::lastSettlementsOnly),
    CONTENT_BY_ITS_HASH(CONTRACT, TraceBugs::contentByItsHash),
    POSTINGS_IN_ANY_ORDER(CONTRACT, TraceBugs::postingsInAnyOrder),
    SETTLEMENT_IDS_IGNORE_CASE(CONTRACT, TraceBugs::settlementIdsIgnoreCase),
    OWNER_IS_NORMALIZED(CONTRACT, TraceBugs::ownerIsNormalized),
    OWNER_IS_CUT(CONTRACT, TraceBugs::ownerIsCut),
    COUNTERS_ARE_PADDED(CONTRACT, TraceBugs::countersArePadded),
    MOVE_IDS_IGNORE_ACCENTS(CONTRACT, TraceBugs::moveIdsIgnoreAccents),
    // Pages and jobs.
    OPEN_IN_THE_ORDER_OF_CHANGES(CONTRACT, PageBugs::openInTheOrderOfChanges),
    OPEN_IS_LIKE(CONTRACT, PageBugs::openIsLike),
    SHIPS_WHAT_WAS_TOUCHED_SINCE(RACES, PageBugs::shipsWhatWasTouchedSince),
    SHIPS_ON_AFTER_A_TIME(CONTRACT, PageBugs::shipsOnAfterATime),
    EXCEPT_TAKES_A_PLACE(CONTRACT, PageBugs::exceptTakesAPlace),
    PURGE_LOOKS_AT_THE_OLDEST(CONTRACT, PageBugs::purgeLooksAtTheOldest),
    RETURNED_IS_FORGOTTEN_EARLY(CONTRACT, PageBugs::returnedIsForgottenEarly),
    PURGE_STOPS_BEFORE_THE_BORDER(CONTRACT, PageBugs::purgeStopsBeforeTheBorder),
    NOW_IS_ROUNDED_UP(CONTRACT, PageBugs::nowIsRoundedUp),
    OPEN_READS_ITS_ORDERS_LATER(RACES, PageBugs::openReadsItsOrdersLater),
    SETTLEMENTS_READ_APART(RACES, PageBugs::settlementsReadApart),
    // Sums.
    PERCENT_IS_A_DOUBLE(CONTRACT, SumBugs::percentIsADouble),
    REST_OF_THE_NAMED_LINES(CONTRACT, SumBugs::restOfTheNamedLines),
    ON_HAND_IS_WHAT_SELLS(CONTRACT, SumBugs::onHandIsWhatSells),
    ORDER_CHARGE_ENDS_WITH_WHAT_IS_OPEN(CONTRACT, SumBugs::orderChargeEndsWithWhatIsOpen),
    INCOMING_IS_NO_RECEIPT(CONTRACT, SumBugs::incomingIsNoReceipt),
    SHORTFALL_IS_MADE_GOOD_AT_ONCE(CONTRACT, SumBugs::shortfallIsMadeGoodAtOnce),
    VERSIONS_BEFORE_THE_BATCH(CONTRACT, SumBugs::versionsBeforeTheBatch),
    TWINS_ARE_ANSWERED_ALIKE(CONTRACT, SumBugs::twinsAreAnsweredAlike),
    // Listeners, and clients that ask again.
    CLOSES_THE_TWIN(CONTRACT, EarBugs::closesTheTwin),
    SECOND_CLOSE_ENDS_ANOTHER(CONTRACT, EarBugs::secondCloseEndsAnother),
    SELLERS_CALL_LISTENERS(CONTRACT, EarBugs::sellersCallListeners),
    POOL_CALLS_LISTENERS(CONTRACT, EarBugs::poolCallsListeners),
    FOLLOWER_GOES_ON_AT_THE_END(CONTRACT, EarBugs::followerGoesOnAtTheEnd),
    SWEEP_IS_MADE_AGAIN(EarBugs::sweepIsMadeAgain),
    BATCH_IS_SENT_AGAIN(EarBugs::batchIsSentAgain),
    // Layers that join callers.
    OUTCOMES_OF_OTHERS(RACES, CombiningBugs::outcomesOfOthers),
    WAKE_UP_IS_LOST(RACES, CombiningBugs::wakeUpIsLost),
    UNKNOWN_BATCH_IS_TOLD_NONE(CombiningBugs::unknownBatchIsToldNone),
    // Lines that choose.
    GRANTS_TOLD_OTHERWISE_IN_A_REPLAY(CONTRACT, ChoiceBugs::grantsToldOtherwiseInAReplay),
    GRANTS_FOLLOW_THE_ORDER(CONTRACT, ChoiceBugs::grantsFollowTheOrder),
    CHARGES_OF_THE_PREFERRED_SOURCE(CONTRACT, ChoiceBugs::chargesOfThePreferredSource),
    MISSING_GIFT_REFUSES(CONTRACT, ChoiceBugs::missingGiftRefuses),
    PARTS_ARE_KEPT_THOUGH_ONE_IS_SHORT(CONTRACT, ChoiceBugs::partsAreKeptThoughOneIsShort),
    SPLIT_BEYOND_A_FLOOR(CONTRACT, ChoiceBugs::splitBeyondAFloor),
    LEAST_IGNORED_UNDER_A_LIMIT(CONTRACT, ChoiceBugs::leastIgnoredUnderALimit),
    TIES_TO_THE_LATER_SOURCE(CONTRACT, ChoiceBugs::tiesToTheLaterSource),
    EVERY_SOURCE_IS_TOUCHED(CONTRACT, ChoiceBugs::everySourceIsTouched),
    LIMIT_OF_AN_UNUSED_SOURCE_IGNORED(CONTRACT, ChoiceBugs::limitOfAnUnusedSourceIgnored),
    AGAIN_NEEDS_ITS_GIFTS(CONTRACT, ChoiceBugs::againNeedsItsGifts),
    CHOOSES_PAST_THE_WINDOW(CONTRACT, ChoiceBugs::choosesPastTheWindow),
    LEAST_IS_NO_CONTENT(CONTRACT, ChoiceBugs::leastIsNoContent),
    CHOOSES_BEFORE_THE_STEP(RACES, ChoiceBugs::choosesBeforeTheStep),
    // Gates before a sold-out line.
    GATE_OUTLIVES_ITS_BOUND(RACES, GateBugs::gateOutlivesItsBound),
    GATE_REFUSES_A_REPLAY(CONTRACT, GateBugs::gateRefusesAReplay),
    GATE_REFUSES_WHERE_A_FLOOR_DECIDES(CONTRACT, GateBugs::gateRefusesWhereAFloorDecides);

    final Part part;
    final Planted planted;

    /** A bug of one ledger object, which is also what each further node opens. */
    PlantedBug(Part part, Function<InstantSource, StockLedger> ledger) {
        this(part, () -> Store.within(ledger));
    }

    /** A bug of a store, or of the nodes over it. */
    PlantedBug(Part part, Supplier<Store> store) {
        this.part = part;
        planted = Planted.of(store);
    }

    /** A bug that only a server has: in this process its ledger is sound. */
    PlantedBug(Supplier<SocketServer> server) {
        part = FAULTS;
        planted = new Planted(() -> Store.within(MapLedger::new), server);
    }

    /**
     * What a suite of the kit runs over.
     *
     * @param store makes what one namespace keeps
     * @param server starts a server of such stores
     */
    record Planted(Supplier<Store> store, Supplier<? extends SocketServer> server) {
        /** Nothing wrong. */
        static final Planted SOUND = of(() -> Store.within(MapLedger::new));

        static Planted of(Supplier<Store> store) {
            return new Planted(store, () -> new StoreServer(store));
        }
    }
}
