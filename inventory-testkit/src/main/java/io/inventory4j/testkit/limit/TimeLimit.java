package io.inventory4j.testkit.limit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Limits the time of every test of a suite, of those too that a subclass adds, and of what is run before and after each
 * of them. After a test that hung, the suite asks nothing more of its ledger; after three, the rest of the class is
 * left out, so that a ledger which always hangs does not hold up the build for hours. Thread-safe.
 */
@SuppressWarnings("exports") // JUnit is no part of what the kit brings along: whoever runs it has it
public final class TimeLimit implements InvocationInterceptor, ExecutionCondition {
    private static final int ENOUGH = 3;
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    /** The ids of the tests that hung. */
    private final Set<String> hung = ConcurrentHashMap.newKeySet();

    /** Made by JUnit, for each test class. */
    public TimeLimit() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod().isPresent() && hung.size() >= ENOUGH
                ? ConditionEvaluationResult.disabled(ENOUGH + " tests of this class hung before")
                : ConditionEvaluationResult.enabled("");
    }

    private <T extends @Nullable Object> T limited(Invocation<T> invocation, ExtensionContext context, String name)
            throws Throwable {
        Duration limit = Limited.limit(
                context.getConfigurationParameter(Limited.PROPERTY).orElse(null));
        try {
            return Limited.run(name, limit, () -> proceed(invocation));
        } catch (Limited.Hung e) {
            hung.add(context.getUniqueId());
            throw e;
        }
    }

    private static <T extends @Nullable Object> T proceed(Invocation<T> invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("neither an exception nor an error", e);
        }
    }

    private void limited(Invocation<@Nullable Void> invocation, Method method, ExtensionContext context)
            throws Throwable {
        context.getTestClass().ifPresent(Stacks::note);
        limited(invocation, context, method.getName());
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        limited(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        limited(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        limited(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        limited(invocation, context, context.getDisplayName());
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Method after = method.getExecutable();
        if (!hung.contains(context.getUniqueId())) {
            limited(invocation, after, context);
        } else if (Modifier.isAbstract(after.getDeclaringClass().getModifiers())
                && after.getDeclaringClass().getName().startsWith("io.inventory4j.testkit.")) {
            // The suite's own, which would ask the ledger that hangs.
            invocation.skip();
        } else {
            afterwards(invocation, after);
        }
    }

    /** What an author does after a test may wait for the ledger that hangs; the test's own failure says where it is. */
    private static void afterwards(Invocation<@Nullable Void> invocation, Method after) throws Throwable {
        try {
            Limited.run(after.getName(), AFTERWARDS, () -> proceed(invocation));
        } catch (Limited.Hung e) {
            throw new AssertionError(after.getName() + " did not end either");
        }
    }
}
