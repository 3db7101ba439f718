package io.inventory4j.testkit;

import io.inventory4j.ledger.StockLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The layers that every ledger under test is put below, for whoever writes one: {@code -Dinventory.test.layer=} names
 * classes, from the store outwards, with commas between them. The suites of a store then run over the layers as they
 * run over the store. What is no call of a {@link StockLedger}, such as its journal, still goes to the store.
 * Stateless, thread-safe.
 *
 * <p>A layer has a public static method {@code over} that returns a {@link StockLedger}, with one of these parameters:
 *
 * <pre>
 *   StockLedger       the layer below
 *   StockLedger, StockLedger, Duration, LongSupplier, Executor
 *                     the layer below; the store, for its feed; how old a refusal of the layer may be, and the node's
 *                     running time (rule 10.4); what carries out at once what need not be done at once
 * </pre>
 *
 * <p>The time of a node passes with its calls, so that no test waits for it. What was so before a call is too old for it
 * by then, and all suites ask for what is so now. Only calls whose history is checked and that are made at once are
 * closer, so that they may hear what was so before ({@link Visit#oldest}).
 */
public final class Layer {
    /** How old a refusal of a layer may be, without the trip. */
    static final Duration BOUND = Duration.ofMillis(500);

    /** How long the trip that asks anew may take (rule 10.4). */
    static final Duration TRIP = Duration.ofSeconds(1);

    private static final String PROPERTY = "inventory.test.layer";

    private static final String TIMEOUT = "inventory.test.layer.timeout";

    private static final String APPLY = "apply";

    private static final Class<?>[] PLAIN = {StockLedger.class};

    private static final Class<?>[] BOUNDED = {
        StockLedger.class, StockLedger.class, Duration.class, LongSupplier.class, Executor.class
    };

    /** The visits of a thread whose calls are noted, as one; absent in other threads. */
    private static final ThreadLocal<@Nullable AtomicReference<@Nullable Visit>> NOTED = new ThreadLocal<>();

    private static final ThreadLocal<Boolean> PASSED_ON = ThreadLocal.withInitial(() -> false);

    private static final AtomicLong IN_MEMORY = new AtomicLong();

    private Layer() {}

    /**
     * A call of a node whose layers may refuse in memory.
     *
     * @param node the node, compared by identity
     * @param nanos the node's running time when the call began
     * @param inMemory whether a layer has answered the commands without sending them on
     */
    public record Visit(Object node, long nanos, boolean inMemory) {
        /**
         * From when on a refusal that the call got may be.
         *
         * @return a running time of the node
         */
        public long oldest() {
            return nanos - BOUND.plus(TRIP).toNanos();
        }
    }

    /** Notes the calls of the calling thread from now on, for a history that is checked. */
    public static void noteVisits() {
        NOTED.set(new AtomicReference<>());
    }

    /** Ends what {@link #noteVisits} began. */
    public static void forgetVisits() {
        NOTED.remove();
    }

    /**
     * The first call that was noted, and whether any was answered in memory.
     *
     * @return the call; null if there is none, or if no layer refuses in memory
     */
    public static @Nullable Visit visit() {
        AtomicReference<@Nullable Visit> noted = NOTED.get();
        return noted == null ? null : noted.get();
    }

    /**
     * What a suite says of its layers at the end of its line for the log of a build.
     *
     * @return how many calls were answered in memory so far; empty if no layer does so
     */
    public static String report() {
        return refusesInMemory() ? " inMemory=" + IN_MEMORY : "";
    }

    /**
     * Whether ledgers are put below a layer, which may repeat a call whose answer was lost.
     *
     * @return true if the property names one
     */
    public static boolean isNamed() {
        return !names().isEmpty();
    }

    /**
     * Whether a layer may refuse in memory what the store would refuse (rule 10.4).
     *
     * @return true if one of those that the property names takes a bound
     */
    public static boolean refusesInMemory() {
        return names().stream().map(Layer::method).anyMatch(Layer::isBounded);
    }

    private static boolean isBounded(Method over) {
        return over.getParameterCount() == BOUNDED.length;
    }

    private static List<String> names() {
        return Arrays.stream(System.getProperty(PROPERTY, "").split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * The longest time that a call may take, through the layers if some are named.
     *
     * @param store that of the store
     * @return the one of {@code -Dinventory.test.layer.timeout=}, such as PT10S; without it, that of the store
     * @throws java.time.format.DateTimeParseException if the property has no duration
     */
    public static Duration timeout(Duration store) {
        String longer = System.getProperty(TIMEOUT, "").trim();
        return longer.isEmpty() ? store : Duration.parse(longer);
    }

    /**
     * A ledger below the layers that the property names.
     *
     * @param store the ledger under test
     * @param clock the clock that the store reads
     * @return what to call in its place, with the abilities of the store; the store itself if no layer is named
     * @throws IllegalStateException if there is no such layer
     */
    public static StockLedger over(StockLedger store, InstantSource clock) {
        StockLedger outermost = store;
        NodeTime time = new NodeTime(clock);
        boolean bounded = false;
        for (String name : names()) {
            Method over = method(name);
            boolean refuses = isBounded(over);
            Executor atOnce = Runnable::run;
            outermost = refuses ? layer(over, noting(outermost), store, BOUND, time, atOnce) : layer(over, outermost);
            bounded |= refuses;
        }
        return outermost == store ? store : both(outermost, store, bounded ? time : null);
    }

    private static Method method(String name) {
        try {
            Class<?> layer = Class.forName(name);
            return Arrays.stream(layer.getMethods())
                    .filter(method -> method.getName().equals("over"))
                    .filter(method -> Arrays.equals(method.getParameterTypes(), PLAIN)
                            || Arrays.equals(method.getParameterTypes(), BOUNDED))
                    .findFirst()
                    .orElseThrow(() -> none(name, null));
        } catch (ClassNotFoundException e) {
            throw none(name, e);
        }
    }

    private static StockLedger layer(Method over, Object... given) {
        try {
            return (StockLedger) over.invoke(null, given);
        } catch (ReflectiveOperationException e) {
            throw none(over.getDeclaringClass().getName(), e);
        }
    }

    private static IllegalStateException none(String name, @Nullable Exception cause) {
        return new IllegalStateException(PROPERTY + " names '" + name + "', which is no layer", cause);
    }

    /** @param time the node's; null if it makes no difference */
    private static StockLedger both(StockLedger layer, StockLedger store, @Nullable NodeTime time) {
        List<Class<?>> abilities = new ArrayList<>(List.of(StockLedger.class));
        for (Class<?> type = store.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> ability : type.getInterfaces()) {
                if (ability.getName().startsWith("io.inventory4j.ledger.") && !abilities.contains(ability)) {
                    abilities.add(ability);
                }
            }
        }
        return (StockLedger) Proxy.newProxyInstance(
                Layer.class.getClassLoader(), abilities.toArray(Class<?>[]::new), (proxy, method, given) -> {
                    boolean ofLedger = method.getDeclaringClass().isAssignableFrom(StockLedger.class);
                    if (!ofLedger || time == null) {
                        return invoke(method, ofLedger ? layer : store, given);
                    }
                    long nanos = time.begin(NOTED.get() != null);
                    PASSED_ON.set(!method.getName().equals(APPLY));
                    try {
                        return invoke(method, layer, given);
                    } finally {
                        time.end();
                        note(time, nanos, !PASSED_ON.get());
                    }
                });
    }

    private static void note(NodeTime time, long nanos, boolean inMemory) {
        AtomicReference<@Nullable Visit> noted = NOTED.get();
        if (noted != null) {
            noted.accumulateAndGet(
                    new Visit(time, nanos, inMemory),
                    (first, next) -> first == null
                            ? next
                            : new Visit(first.node(), first.nanos(), first.inMemory() || next.inMemory()));
        }
        if (inMemory) {
            IN_MEMORY.incrementAndGet();
        }
    }

    /** What is below a layer that may refuse in memory: it notes that the layer has not. */
    private static StockLedger noting(StockLedger below) {
        return (StockLedger) Proxy.newProxyInstance(
                Layer.class.getClassLoader(), new Class<?>[] {StockLedger.class}, (proxy, method, given) -> {
                    if (method.getName().equals(APPLY)) {
                        PASSED_ON.set(true);
                    }
                    return invoke(method, below, given);
                });
    }

    private static Object invoke(Method method, StockLedger ledger, Object[] given) throws Throwable {
        try {
            return method.invoke(ledger, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
