package io.inventory4j.testkit.planted;

import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.PlantedBug.Planted;
import io.inventory4j.testkit.planted.bugs.PushBugs;
import io.inventory4j.testkit.planted.bugs.ReplicaBugs;
import io.inventory4j.testkit.planted.wire.CombiningBugs;
import java.util.function.Supplier;

/** Ledgers that are built otherwise than most and keep every rule: no part of the kit may fail one of them. */
@SuppressWarnings("ImmutableEnumChecker") // What opens a ledger has no state of its own.
enum SoundLedger {
    TWO_NODES(Planted.of(SoundLedgers::twoNodes)),
    STRIPED_LOCKS(Planted.of(SoundLedgers::stripedLocks)),
    OPTIMISTIC(Planted.of(SoundLedgers::optimistic)),
    SLOW(Planted.of(SoundLedgers::slow)),
    BATCHES_OF_SEVERAL_CALLERS(Planted.of(SoundLedgers::batchesOfSeveralCallers)),
    LED_BY_ONE_OF_THE_CALLERS(Planted.of(CombiningBugs::sound)),
    REPLICAS_THAT_ARE_WAITED_FOR(Planted.of(ReplicaBugs::sound)),
    PUSHING(Planted.of(PushBugs::sound)),
    LEVELS_LINE_BY_LINE(Planted.of(OddLedgers::levelsLineByLine)),
    JOURNAL_IS_TRIMMED(Planted.of(OddLedgers::journalIsTrimmed)),
    OPEN_BY_HASH(Planted.of(OddLedgers::openByHash)),
    GIVES_UP_WHERE_BUSY(Planted.of(OddLedgers::givesUpWhereBusy)),
    INTERRUPTED_IS_TOLD_UNKNOWN(Planted.of(OddLedgers::interruptedIsToldUnknown)),
    ONE_CONNECTION_A_SHARD(SoundLedgers::oneConnectionAShard),
    SIXTEEN_CONNECTIONS_AT_RANDOM(SoundLedgers::sixteenConnectionsAtRandom),
    FEED_THAT_GOES_ON(SoundLedgers::feedThatGoesOn);

    final Planted planted;

    SoundLedger(Planted planted) {
        this.planted = planted;
    }

    SoundLedger(Supplier<SocketServer> server) {
        this(new Planted(SoundLedgers::twoNodes, server));
    }
}
