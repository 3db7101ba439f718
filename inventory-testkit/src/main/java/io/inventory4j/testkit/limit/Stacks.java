package io.inventory4j.testkit.limit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Where threads are, in the ledgers under test or in the kit. Thread-safe. */
public final class Stacks {
    /** How much is shown of what a thread is at. */
    private static final int FRAMES = 40;

    private static final String KIT = "io.inventory4j.";
    private static final String LIMIT = Stacks.class.getPackageName() + ".";

    /** The packages of the ledgers and suites that were seen. */
    private static final Set<String> PACKAGES = ConcurrentHashMap.newKeySet();

    private Stacks() {}

    /**
     * Notes a class of the adapter: a thread that is in its package is shown as well.
     *
     * @param type the class of a ledger or of a suite
     */
    public static void note(Class<?> type) {
        PACKAGES.add(type.getPackageName());
    }

    /**
     * One thread.
     *
     * @param name what to call it
     * @param stack where it is
     * @return lines, each after a line break
     */
    public static String of(String name, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("\n").append(name);
        int end = Math.min(FRAMES, lastOurs(stack) + 1);
        for (int i = 0; i < end; i++) {
            text.append("\n    at ").append(stack[i]);
        }
        return text.toString();
    }

    /**
     * All threads that are in a ledger or in the kit.
     *
     * @param first the one to begin with
     * @return lines, each after a line break
     */
    static String all(Thread first) {
        StringBuilder text = new StringBuilder(of(first.getName(), first.getStackTrace()));
        Map<String, StackTraceElement[]> others = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (!thread.equals(first) && !thread.equals(Thread.currentThread()) && lastOurs(stack) >= 0) {
                others.put(thread.getName() + " (" + thread.getId() + ")", stack);
            }
        });
        others.forEach((name, stack) -> text.append(of(name, stack)));
        return text.toString();
    }

    /** The outermost frame of a ledger or the kit; -1 if there is none. What called that is JUnit's or the JDK's. */
    private static int lastOurs(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            String type = stack[i].getClassName();
            // Whoever waits for a test with a limit is in this package.
            if (!type.startsWith(LIMIT) && (type.startsWith(KIT) || PACKAGES.contains(packageOf(type)))) {
                return i;
            }
        }
        return -1;
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
