package io.inventory4j.core.memory;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free hash table of {@link Cell}s. A {@link java.util.concurrent.ConcurrentHashMap} locks a bin to insert into
 * it, and needs a node for every cell; here the cell is the node.
 *
 * <p>The table is one linked list of all cells, and an array of shortcuts into it: one for each bucket.
 *
 * <pre>{@code
 *   shortcuts   [0]                            [1]
 *                |                              |
 *   list        (0) -> cell -> cell -> cell -> (1) -> cell -> cell
 * }</pre>
 *
 * <ul>
 *   <li><i>Hash.</i> It is made under a secret, so that nobody can choose keys that lie together: {@link KeyedHash}.
 *   <li><i>Order.</i> The list is sorted by the hash with its bits reversed, then by key. In this order the cells of
 *       one bucket lie together.
 *   <li><i>Buckets.</i> A bucket begins with a node without a row, such as (1). It is put into the list when the bucket
 *       is first used, and the bucket's shortcut points to it. A search walks from there.
 *   <li><i>Growth.</i> Doubling the number of buckets moves no cell: in this order the cells of a bucket that splits
 *       lie in two runs already, and the new bucket begins with the second run.
 *   <li><i>Removal.</i> A dead cell gets a {@link Node.Mark} as its next node, so that nothing is linked after a
 *       cell that is gone. Then the cell and its mark are unlinked by a CAS of the node before. An insertion that
 *       passes unlinks what another thread has left.
 *   <li><i>Walks.</i> The order never changes, so the place after a key is found again even when the key was removed
 *       meanwhile. A walk in pages sees every cell that is there throughout exactly once.
 * </ul>
 *
 * <p><b>Source.</b> Shalev and Shavit, "Split-Ordered Lists: Lock-Free Extensible Hash Tables" (JACM 2006). Removal is
 * Harris's, with a node as the mark in place of a bit in the pointer.
 */
final class Table {
    /** What is made of a key to find its bucket: the low bits choose it. The same for equal keys. */
    interface Hash {
        int of(Comparable<?> key);
    }

    private static final int FIRST_BUCKETS = 64;
    private static final int SEGMENTS = 25;
    private static final int LONG_WALK = 2;

    private final int rank;
    private final int load;
    private final Hash hash;
    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Node>> segments =
            new AtomicReferenceArray<>(SEGMENTS);
    private final AtomicInteger buckets = new AtomicInteger(FIRST_BUCKETS);
    private final LongAdder size = new LongAdder();
    private final Node head = new Node(0, null);
    private volatile @Nullable Cell walkedTo;

    /**
     * An empty table.
     *
     * @param rank a {@link Swap} claims this table's cells after those of all tables with a lower rank
     * @param load the average number of cells per bucket above which the buckets are doubled: the higher it is, the
     *     longer the walks and the smaller the memory
     * @param hash the hash of the keys
     */
    Table(int rank, int load, Hash hash) {
        this.rank = rank;
        this.load = load;
        this.hash = hash;
        AtomicReferenceArray<@Nullable Node> first = new AtomicReferenceArray<>(FIRST_BUCKETS);
        first.set(0, head);
        segments.set(0, first);
    }

    int rank() {
        return rank;
    }

    /** About how many cells there are. */
    long size() {
        return size.sum();
    }

    /**
     * How many buckets there are. There are at most {@code load + 1} cells for each, unless threads have just added
     * many.
     */
    int buckets() {
        return buckets.get();
    }

    /** The hash of a key, for those who look for one key several times. */
    int hash(Comparable<?> key) {
        return hash.of(key);
    }

    /** The cell of a key, or null. */
    @Nullable
    Cell find(Comparable<?> key) {
        return find(key, hash.of(key));
    }

    /** The cell of a key with this hash, or null. */
    @Nullable
    Cell find(Comparable<?> key, int hashed) {
        int order = rowOrder(hashed);
        Node at = bucketOf(hashed).next();
        while (at != null) {
            int difference = Integer.compareUnsigned(at.order, order);
            if (difference > 0) {
                return null;
            }
            if (difference == 0 && at instanceof Cell cell && key.equals(cell.key)) {
                return cell;
            }
            at = at.next();
        }
        return null;
    }

    /** The cell of a key; added if there was none. Never a dead one. */
    Cell findOrAdd(Comparable<?> key) {
        return findOrAdd(key, hash.of(key));
    }

    /** The cell of a key with this hash; added if there was none. Never a dead one. */
    Cell findOrAdd(Comparable<?> key, int hashed) {
        while (true) {
            Cell cell = (Cell) findOrAdd(bucketOf(hashed), key, rowOrder(hashed));
            if (cell.content() != Cell.DEAD) {
                return cell;
            }
            remove(cell);
        }
    }

    /** The cell of a key; where the key is null, the first node of a bucket. Added if there was none. */
    private Node findOrAdd(Node from, @Nullable Comparable<?> key, int order) {
        restart:
        while (true) {
            Node before = from;
            Node at = before.next();
            int walked = 0;
            while (true) {
                while (at != null && removed(at)) {
                    Node afterMark = Objects.requireNonNull(at.next()).next();
                    if (!before.swapNext(at, afterMark)) {
                        continue restart;
                    }
                    at = afterMark;
                }
                int difference = at == null ? 1 : compare(at, key, order);
                if (difference == 0) {
                    return Objects.requireNonNull(at);
                }
                if (difference > 0) {
                    break;
                }
                before = Objects.requireNonNull(at);
                at = before.next();
                if (at instanceof Node.Mark) {
                    continue restart;
                }
                walked++;
            }
            Node added = key == null ? new Node(order, at) : new Cell(key, order, at);
            if (before.swapNext(at, added)) {
                if (key != null) {
                    size.increment();
                    growAfter(walked);
                }
                return added;
            }
        }
    }

    /** Removes a dead cell. Any number of threads may do so at once. */
    void remove(Cell dead) {
        Node next = dead.next();
        while (!(next instanceof Node.Mark)) {
            if (dead.swapNext(next, new Node.Mark(dead.order, next))) {
                size.decrement();
                break;
            }
            next = dead.next();
        }
        unlink(bucketOf(hash.of(dead.key)), dead);
    }

    private static void unlink(Node from, Cell dead) {
        Node before = from;
        Node at = before.next();
        while (at != null && Integer.compareUnsigned(at.order, dead.order) <= 0) {
            if (at == dead) {
                // If this fails, a neighbour is changing too, and the next insertion that passes unlinks the cell.
                before.swapNext(dead, Objects.requireNonNull(dead.next()).next());
                return;
            }
            if (!(at instanceof Node.Mark)) {
                before = at;
            }
            at = at.next();
        }
    }

    /**
     * The next cell.
     *
     * @param cell the cell before; null for the beginning of the list
     * @return the cell, or null at the end
     */
    @Nullable
    Cell after(@Nullable Cell cell) {
        Node at = cell == null ? head.next() : cell.next();
        while (at != null && !(at instanceof Cell)) {
            at = at.next();
        }
        return (Cell) at;
    }

    /** The first cell after the place of a key, whether or not the table has the key. */
    @Nullable
    Cell afterKey(Comparable<?> key) {
        int hashed = hash.of(key);
        int order = rowOrder(hashed);
        Node at = bucketOf(hashed).next();
        while (at != null && !(at instanceof Cell && compare(at, key, order) > 0)) {
            at = at.next();
        }
        return (Cell) at;
    }

    /** The cell after which a long walk in rounds goes on; null for the beginning. */
    @Nullable
    Cell walkedTo() {
        return walkedTo;
    }

    void walkedTo(@Nullable Cell cell) {
        walkedTo = cell;
    }

    // Only a dead cell can have a mark as its next node. Asking for that first saves a look at the next node in memory.
    private static boolean removed(Node node) {
        return node instanceof Cell cell && cell.content() == Cell.DEAD && node.next() instanceof Node.Mark;
    }

    @SuppressWarnings("unchecked") // the keys of one table are of one type
    private static int compare(Node node, @Nullable Comparable<?> key, int order) {
        int byOrder = Integer.compareUnsigned(node.order, order);
        if (byOrder != 0 || key == null || !(node instanceof Cell cell)) {
            return byOrder;
        }
        return ((Comparable<Object>) cell.key).compareTo(key);
    }

    /** The node from which a search for a key walks, for tests that count its steps. */
    Node searchedFrom(Comparable<?> key) {
        return bucketOf(hash.of(key));
    }

    private Node bucketOf(int hashed) {
        return bucket(hashed & (buckets.get() - 1));
    }

    private Node bucket(int index) {
        AtomicReferenceArray<@Nullable Node> segment = segment(index);
        int offset = index < FIRST_BUCKETS ? index : index - Integer.highestOneBit(index);
        Node first = segment.get(offset);
        if (first != null) {
            return first;
        }
        // A bucket begins within the bucket that it was split from: the one with the same index but for its highest
        // bit.
        Node parent = bucket(index - Integer.highestOneBit(index));
        Node found = findOrAdd(parent, null, Integer.reverse(index));
        segment.compareAndSet(offset, null, found);
        return found;
    }

    private AtomicReferenceArray<@Nullable Node> segment(int index) {
        int number = index < FIRST_BUCKETS
                ? 0
                : Integer.numberOfLeadingZeros(FIRST_BUCKETS) - Integer.numberOfLeadingZeros(index) + 1;
        AtomicReferenceArray<@Nullable Node> segment = segments.get(number);
        if (segment != null) {
            return segment;
        }
        segments.compareAndSet(number, null, new AtomicReferenceArray<>(Integer.highestOneBit(index)));
        return Objects.requireNonNull(segments.get(number));
    }

    private void growAfter(int walked) {
        int now = buckets.get();
        if (walked >= LONG_WALK && now < FIRST_BUCKETS << (SEGMENTS - 1) && size.sum() > (long) load * now) {
            buckets.compareAndSet(now, now * 2);
        }
    }

    // Cells have the lowest bit set, so that a bucket's first node sorts before all of them.
    private static int rowOrder(int hashed) {
        return Integer.reverse(hashed) | 1;
    }
}
