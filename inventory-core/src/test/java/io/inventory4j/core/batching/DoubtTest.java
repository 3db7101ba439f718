package io.inventory4j.core.batching;

import static io.inventory4j.core.batching.HeldStore.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.core.batching.Crowd.Buyer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After which failures a call may have happened, and how long that remains so (rules 10.1 and 10.2). */
@Timeout(120)
class DoubtTest {
    private static final BatchLimits LIMITS = BatchLimits.standard().deadline(Duration.ofMinutes(1));

    private final HeldStore store = new HeldStore(1);

    private static LedgerException failure(Effect effect) {
        return new LedgerException(effect, "failed", null);
    }

    private static QueuedCall underWay(Duration left) {
        QueuedCall call = new BlockingCall(List.of(order("a")), 4, System.nanoTime() + left.toNanos());
        call.take();
        return call;
    }

    private static void sendAgain(QueuedCall call) {
        call.answer();
        call.again();
        call.take();
    }

    private static LedgerException told(QueuedCall call) {
        return assertThrows(LedgerException.class, call::result);
    }

    @Test
    void aForeignFailureIsUnknownToWhoHasNoTimeToAskAgain() {
        QueuedCall call = underWay(Duration.ZERO);
        call.failed(new IllegalStateException("about somebody else"), true);
        assertEquals(QueuedCall.Next.DONE, call.next());
        assertEquals(Effect.UNKNOWN, told(call).effect());
    }

    @Test
    void aForeignFailureIsThatOfWhoTravelsAlone() {
        QueuedCall call = underWay(Duration.ofMinutes(1));
        RuntimeException foreign = new IllegalStateException("about him");
        call.failed(foreign, false);
        assertEquals(QueuedCall.Next.DONE, call.next());
        assertEquals(foreign, assertThrows(IllegalStateException.class, call::result));
    }

    @Test
    void aForeignFailureRemainsInDoubtWhereTheStoreCannotBeAskedAgain() {
        QueuedCall call = underWay(Duration.ofMinutes(1));
        call.failed(new IllegalStateException("about somebody else"), true);
        assertEquals(QueuedCall.Next.NOW, call.next());
        sendAgain(call);
        assertEquals(Effect.UNKNOWN, call.gone("no turn at the store", false).effect());
        call.failed(failure(Effect.NONE), false);
        assertEquals(QueuedCall.Next.LATER, call.next());
        assertEquals(Effect.UNKNOWN, told(call).effect());
    }

    @Test
    void aFailureWithoutEffectRemainsWithoutEffect() {
        for (RuntimeException none : List.of(failure(Effect.NONE), new IllegalArgumentException("a bad neighbour"))) {
            QueuedCall call = underWay(Duration.ofMinutes(1));
            call.failed(none, true);
            assertEquals(QueuedCall.Next.NOW, call.next());
            sendAgain(call);
            assertEquals(Effect.NONE, call.gone("no turn at the store", false).effect());
        }
    }

    @Test
    void rule_10_2_aRefusalAfterALostCallRemainsUnknownHoweverOftenItWasSent() {
        QueuedCall call = underWay(Duration.ofMinutes(1));
        call.failed(failure(Effect.UNKNOWN), true);
        assertEquals(QueuedCall.Next.NOW, call.next());
        sendAgain(call);
        call.failed(failure(Effect.NONE), false);
        assertEquals(QueuedCall.Next.LATER, call.next());
        sendAgain(call);
        call.said(List.of(new Outcome.Refused(new Refusal(Reason.OUT_OF_STOCK, "SKU@main", 0))));
        assertEquals(QueuedCall.Next.DONE, call.next());
        assertEquals(Effect.UNKNOWN, told(call).effect());
    }

    /** Two who travel together while the first copy of their batch fails so; then the store refuses each of them. */
    private List<Buyer> refusedAfter(Throwable failure) {
        List<Buyer> buyers;
        try (Batching ledger = Batching.over(store, LIMITS);
                Crowd crowd = new Crowd(ledger)) {
            ledger.apply(List.of(order("the last unit")));
            store.hold();
            crowd.comes(order("under way 1"));
            crowd.comes(order("under way 2"));
            store.awaitCalls(3);
            buyers = List.of(crowd.waits(order("a")), crowd.waits(order("b")));
            List<String> failed = new ArrayList<>();
            store.before(ids -> {
                if (ids.contains("b") && failed.isEmpty()) {
                    failed.addAll(ids);
                    DoubtTest.<RuntimeException>sneak(failure);
                }
            });
            store.letAllGo();
            buyers.forEach(
                    buyer -> buyer.answer().handle((answer, thrown) -> thrown).join());
            assertEquals(List.of("a", "b"), failed);
        }
        return buyers;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    void rule_10_2_aRefusalAfterALostBatchIsUnknownToAllWhoTravelled() throws Exception {
        for (Buyer buyer : refusedAfter(failure(Effect.UNKNOWN))) {
            assertEquals(Effect.UNKNOWN, buyer.failure(LedgerException.class).effect());
        }
    }

    @Test
    void rule_10_2_aRefusalAfterAForeignFailureIsUnknownToAllWhoTravelled() throws Exception {
        for (Buyer buyer : refusedAfter(new IllegalStateException("foreign"))) {
            assertEquals(Effect.UNKNOWN, buyer.failure(LedgerException.class).effect());
        }
    }

    @Test
    void rule_10_2_aRefusalAfterAnErrorIsUnknownToWhoTravelledAlong() throws Exception {
        List<Buyer> buyers = refusedAfter(new StackOverflowError());
        long errors = 0;
        for (Buyer buyer : buyers) {
            Throwable thrown = buyer.failure(Throwable.class);
            errors += thrown instanceof StackOverflowError ? 1 : 0;
            if (thrown instanceof LedgerException failed) {
                assertEquals(Effect.UNKNOWN, failed.effect());
            }
        }
        assertEquals(1, errors, "the leader's own thread has failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalAfterAFailureWithoutEffectIsFinal(boolean bad) throws Exception {
        RuntimeException none = bad ? new IllegalArgumentException("of a neighbour") : failure(Effect.NONE);
        for (Buyer buyer : refusedAfter(none)) {
            Outcome.Refused refused =
                    (Outcome.Refused) buyer.answer().get(1, TimeUnit.MINUTES).get(0);
            assertEquals(Reason.OUT_OF_STOCK, refused.refusal().reason());
        }
    }

    @Test
    void theMessageSaysWhyABatchHasFailed() {
        for (Effect effect : Effect.values()) {
            QueuedCall call = underWay(Duration.ZERO);
            call.failed(new LedgerException(effect, "connection refused", null), true);
            assertEquals(QueuedCall.Next.DONE, call.next());
            LedgerException told = told(call);
            assertEquals(effect, told.effect());
            assertEquals(
                    effect == Effect.NONE
                            ? "a batch has failed: connection refused (effect NONE)"
                            : "the store has not said what became of it: connection refused (effect UNKNOWN)",
                    told.getMessage());
        }
    }

    @Test
    void theMessageSaysNothingOfTheOrdersOfOthers() {
        QueuedCall call = underWay(Duration.ZERO);
        call.failed(new IllegalStateException("order of buyer-42"), true);
        assertEquals(QueuedCall.Next.DONE, call.next());
        assertEquals(
                "the store has not said what became of it: a batch has failed: java.lang.IllegalStateException",
                told(call).summary());
    }

    @Test
    void theMessageSaysWhyTheFirstCopyIsInDoubt() {
        QueuedCall call = underWay(Duration.ofMinutes(1));
        call.failed(new LedgerException(Effect.UNKNOWN, "timed out", null), true);
        assertEquals(QueuedCall.Next.NOW, call.next());
        sendAgain(call);
        call.said(List.of(new Outcome.Refused(new Refusal(Reason.OUT_OF_STOCK, "SKU@main", 0))));
        assertEquals(QueuedCall.Next.DONE, call.next());
        assertEquals(
                "sent again, it was refused OUT_OF_STOCK, while the first copy may still arrive: timed out",
                told(call).summary());
    }
}
