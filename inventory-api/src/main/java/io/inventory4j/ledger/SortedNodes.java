package io.inventory4j.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A linked list in the order of its keys. Nodes are mostly touched in that order, so a search begins at the one touched
 * last.
 *
 * @param <K> the keys
 * @param <N> the nodes
 */
final class SortedNodes<K, N extends SortedNodes.Node<K, N>> {
    /** A node; the ones after it have greater keys. */
    abstract static class Node<K, N> {
        @Nullable
        N next;

        /** Compares this node's key with another one. */
        abstract int compareToKey(K other);
    }

    private @Nullable N first;
    private @Nullable N last;
    private int size;

    @Nullable
    N first() {
        return first;
    }

    int size() {
        return size;
    }

    /** The node of a key; null if there is none: then {@link #insert} may add it at once. */
    @Nullable
    N find(K key) {
        N before = last != null && last.compareToKey(key) <= 0 ? last : null;
        N at = before == null ? first : before;
        while (at != null) {
            int order = at.compareToKey(key);
            if (order == 0) {
                last = at;
                return at;
            }
            if (order > 0) {
                break;
            }
            before = at;
            at = at.next;
        }
        last = before;
        return null;
    }

    /** Adds a node whose key {@link #find} has just not found, and which comes after the node that it ended at. */
    N insert(N node) {
        if (last == null) {
            node.next = first;
            first = node;
        } else {
            node.next = last.next;
            last.next = node;
        }
        last = node;
        size++;
        return node;
    }
}
