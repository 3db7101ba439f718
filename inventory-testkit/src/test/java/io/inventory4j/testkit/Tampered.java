package io.inventory4j.testkit;

import io.inventory4j.ledger.StoreTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A ledger with a bug: its store writes something else than the rules decided. */
public final class Tampered extends MapLedger {
    private final UnaryOperator<StoreTransaction.Changes> bug;

    public Tampered(InstantSource clock, UnaryOperator<StoreTransaction.Changes> bug) {
        super(clock);
        this.bug = bug;
    }

    @Override
    protected StoreTransaction begin() {
        StoreTransaction right = super.begin();
        return (StoreTransaction) Proxy.newProxyInstance(
                StoreTransaction.class.getClassLoader(),
                new Class<?>[] {StoreTransaction.class},
                (proxy, method, arguments) -> {
                    Object[] passed = arguments;
                    if (method.getName().equals("store")) {
                        passed = new Object[] {bug.apply((StoreTransaction.Changes) arguments[0])};
                    }
                    try {
                        return method.invoke(right, passed);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
