package io.inventory4j.testkit.faults;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls under way over a {@link SocketServer}, by number: each is made at most once. */
final class CallTable {
    private final ConcurrentMap<Long, FutureTask<?>> calls = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /** The result of a call, once the server has said that it was made. */
    record Numbered<T>(long number, Future<T> answer) {}

    <T> Numbered<T> add(Supplier<T> call) {
        long number = last.incrementAndGet();
        FutureTask<T> task = new FutureTask<>(call::get);
        calls.put(number, task);
        return new Numbered<>(number, task);
    }

    void make(long number) {
        @Nullable FutureTask<?> call = calls.remove(number);
        if (call != null) {
            call.run();
        }
    }
}
