package io.inventory4j.core.memory;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free hash table of {@link Cell}s. {@link java.util.concurrent.ConcurrentHashMap} locks a bin to insert into it and
 * needs a node beside every cell; here the cell is the node.
 *
 * <p>It is the split-ordered list of Shalev and Shavit, "Split-Ordered Lists: Lock-Free Extensible Hash Tables" (JACM
 * 2006): one linked list of all cells, sorted by the bit-reversed hash, then by key, and an array of shortcuts into it. To
 * double the array moves nothing, because in this order the cells of a bucket that splits lie in two runs already. A bucket's
 * shortcut is a first node without a row, put in when the bucket is first used. Removal is Harris's, with a mark node
 * behind the removed cell in place of a mark in its pointer, so that nothing is linked behind a cell that is gone.
 *
 * <p>The order is the same for good, so the place behind a key can be found again also after the key was removed: a walk
 * in pages sees every cell that is there throughout exactly once.
 */
final class Table {
    private static final int FIRST_BUCKETS = 64;
    private static final int SEGMENTS = 25;
    private static final int LONG_WALK = 2;

    private final int rank;
    private final int load;
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
     * @param load how many cells a bucket has before there are twice as many: more walks, or more memory
     */
    Table(int rank, int load) {
        this.rank = rank;
        this.load = load;
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

    /** How many buckets there are: at most {@code load + 1} cells for each, unless threads have just put in many. */
    int buckets() {
        return buckets.get();
    }

    /** The cell of a key, or null. */
    @Nullable
    Cell find(Comparable<?> key) {
        int hash = spread(key.hashCode());
        int order = rowOrder(hash);
        Node at = bucketOf(hash).next();
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

    /** The cell of a key, put in if there was none. Never a dead one. */
    Cell findOrAdd(Comparable<?> key) {
        int hash = spread(key.hashCode());
        while (true) {
            Cell cell = (Cell) findOrAdd(bucketOf(hash), key, rowOrder(hash));
            if (cell.content() != Cell.DEAD) {
                return cell;
            }
            remove(cell);
        }
    }

    /** The cell of a key, or where that is null, the first node of a bucket. */
    private Node findOrAdd(Node from, @Nullable Comparable<?> key, int order) {
        restart:
        while (true) {
            Node before = from;
            Node at = before.next();
            int walked = 0;
            while (true) {
                while (at != null && removed(at)) {
                    Node behind = Objects.requireNonNull(at.next()).next();
                    if (!before.swapNext(at, behind)) {
                        continue restart;
                    }
                    at = behind;
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

    /** Takes a dead cell out. Any number of threads may do so. */
    void remove(Cell dead) {
        Node behind = dead.next();
        while (!(behind instanceof Node.Mark)) {
            if (dead.swapNext(behind, new Node.Mark(dead.order, behind))) {
                size.decrement();
                break;
            }
            behind = dead.next();
        }
        unlink(bucketOf(spread(dead.key.hashCode())), dead);
    }

    private static void unlink(Node from, Cell dead) {
        Node before = from;
        Node at = before.next();
        while (at != null && Integer.compareUnsigned(at.order, dead.order) <= 0) {
            if (at == dead) {
                // If it fails, a neighbour is changing too, and the next insertion that passes takes the cell out.
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
     * @param cell where to go on after; null for the beginning
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

    /** The first cell behind the place of a key, whether or not the key is there. */
    @Nullable
    Cell afterKey(Comparable<?> key) {
        int hash = spread(key.hashCode());
        int order = rowOrder(hash);
        Node at = bucketOf(hash).next();
        while (at != null && !(at instanceof Cell && compare(at, key, order) > 0)) {
            at = at.next();
        }
        return (Cell) at;
    }

    /** Where a long walk in rounds goes on; null for the beginning. */
    @Nullable
    Cell walkedTo() {
        return walkedTo;
    }

    void walkedTo(@Nullable Cell cell) {
        walkedTo = cell;
    }

    // Only a dead cell can have a mark behind it; to ask that first saves a look at the next node, wherever that lies.
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

    private Node bucketOf(int hash) {
        return bucket(index(hash));
    }

    /** Which bucket a hash falls into now. */
    int index(int hash) {
        return hash & (buckets.get() - 1);
    }

    private Node bucket(int index) {
        AtomicReferenceArray<@Nullable Node> segment = segment(index);
        int offset = index < FIRST_BUCKETS ? index : index - Integer.highestOneBit(index);
        Node first = segment.get(offset);
        if (first != null) {
            return first;
        }
        // A bucket begins within the bucket that it was split off from: the same index without its highest bit.
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

    // The table uses the low bits, so the high bits of weak hash codes are mixed into them.
    static int spread(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    // Rows have the lowest bit set, so that a bucket's first node stands before all of them.
    private static int rowOrder(int hash) {
        return Integer.reverse(hash) | 1;
    }
}
