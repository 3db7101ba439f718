package io.inventory4j.testkit.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints one line about each test class: what the contract has checked, and the reason of every skip. */
final class ContractReport implements TestWatcher, AfterAllCallback {
    private static final Pattern RULE = Pattern.compile("rule_(\\d+_\\d+)_.*");

    private final Set<String> rules = ConcurrentHashMap.newKeySet();
    private final Set<String> skips = ConcurrentHashMap.newKeySet();
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
        skips.add(cause == null ? "no reason" : String.valueOf(cause.getMessage()));
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
        System.out.println("contract: rules=" + rules.size() + " tests=" + tests + " skipped=" + skipped
                + (skips.isEmpty() ? "" : " " + new TreeSet<>(skips)) + ": "
                + (failed.get() == 0 ? "kept" : failed + " FAILED"));
    }
}
