package io.inventory4j.testkit.contract;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Layer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Prints one line about each test class: what the contract has checked, on how many nodes, with which abilities of the
 * ledger, the seed of what is random, and the reason of every skip with how often it came.
 */
final class ContractReport implements TestWatcher, AfterEachCallback, AfterAllCallback {
    /** What random tests of this run begin with. */
    static final long SEED = Effort.seed();

    private static final Pattern RULE = Pattern.compile("rule_(\\d+_\\d+)_.*");

    private final Set<String> rules = ConcurrentHashMap.newKeySet();
    private final Set<String> ledgers = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> skips = new ConcurrentSkipListMap<>();
    private final AtomicLong tests = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    @Override
    public void testSuccessful(ExtensionContext context) {
        ran(context);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        ran(context);
        failed.incrementAndGet();
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        skipped.incrementAndGet();
        skips.merge(cause == null ? "no reason" : String.valueOf(cause.getMessage()), 1, Integer::sum);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof StockLedgerContract contract) {
            ledgers.addAll(contract.described());
        }
    }

    private void ran(ExtensionContext context) {
        tests.incrementAndGet();
        Matcher rule = RULE.matcher(context.getRequiredTestMethod().getName());
        if (rule.matches()) {
            rules.add(rule.group(1));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.out.println("contract: rules=" + rules.size() + " tests=" + tests + " ledgers=" + ledgers + " seed="
                + SEED + Layer.report() + " skipped=" + skipped + (skips.isEmpty() ? "" : " " + skips) + ": "
                + (failed.get() == 0 ? "kept" : failed + " FAILED"));
    }
}
