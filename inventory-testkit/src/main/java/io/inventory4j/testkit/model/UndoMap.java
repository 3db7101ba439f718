package io.inventory4j.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind, in a map whose changes can be undone: each change adds its reversal to the trail, which all maps of
 * a model share. The map also keeps a hash over all rows: the xor of the rows' hashes.
 */
final class UndoMap<K, V> {
    private final Map<K, Row<V>> rows = new HashMap<>();
    private final List<Runnable> trail;
    private final RowHash hash = new RowHash();
    private final String name;
    private final BiConsumer<RowHash, Map.Entry<K, V>> content;
    private long left;
    private long right;

    private record Row<V>(V value, long left, long right) {}

    /** Rows whose hash is computed over what {@code content} adds to it. */
    UndoMap(String name, List<Runnable> trail, BiConsumer<RowHash, Map.Entry<K, V>> content) {
        this.name = name;
        this.trail = trail;
        this.content = content;
    }

    @Nullable
    V get(K key) {
        Row<V> row = rows.get(key);
        return row == null ? null : row.value();
    }

    void put(K key, V value) {
        content.accept(hash.start(name), Map.entry(key, value));
        set(key, new Row<>(value, hash.left(), hash.right()));
    }

    int removeIf(Predicate<V> due) {
        List<K> keys = new ArrayList<>();
        rows.forEach((key, row) -> {
            if (due.test(row.value())) {
                keys.add(key);
            }
        });
        keys.forEach(key -> set(key, null));
        return keys.size();
    }

    private void set(K key, @Nullable Row<V> row) {
        Row<V> before = exchange(key, row);
        trail.add(() -> exchange(key, before));
    }

    private @Nullable Row<V> exchange(K key, @Nullable Row<V> row) {
        Row<V> before = row == null ? rows.remove(key) : rows.put(key, row);
        count(before);
        count(row);
        return before;
    }

    // Xor both adds a row to the hash and removes it.
    private void count(@Nullable Row<V> row) {
        if (row != null) {
            left ^= row.left();
            right ^= row.right();
        }
    }

    List<V> matching(Predicate<V> wanted) {
        List<V> found = new ArrayList<>();
        for (Row<V> row : rows.values()) {
            if (wanted.test(row.value())) {
                found.add(row.value());
            }
        }
        return found;
    }

    long left() {
        return left;
    }

    long right() {
        return right;
    }
}
