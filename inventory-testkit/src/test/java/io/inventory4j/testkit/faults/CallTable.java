package io.inventory4j.testkit.faults;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls over a {@link SocketServer}, by number: each is made at most once. */
public final class CallTable {
    private final ConcurrentMap<Long, Task<?>> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Numbered<?>> made = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /** A call, and its result once the server has said that it was made. */
    public record Numbered<T>(long number, String verb, Future<T> answer) {}

    private record Task<T>(Numbered<T> call, FutureTask<T> task) {}

    <T> Numbered<T> add(String verb, Supplier<T> call) {
        long number = last.incrementAndGet();
        FutureTask<T> task = new FutureTask<>(call::get);
        Numbered<T> numbered = new Numbered<>(number, verb, task);
        calls.put(number, new Task<>(numbered, task));
        return numbered;
    }

    void make(long number) {
        @Nullable Task<?> call = calls.remove(number);
        if (call != null) {
            call.task().run();
            made.put(number, call.call());
        }
    }

    /** A call that was made: what an answer with its number has in it. */
    public @Nullable Numbered<?> made(long number) {
        return made.get(number);
    }
}
