package io.inventory4j.core.gate;

/**
 * The ids that this node knows to be known to the store, whatever they are of; the newest of them, at least {@code
 * many}. It holds two sets: when the newer one is full, the older one is forgotten. Thread-safe.
 */
final class RecentIds {
    private final int many;
    private volatile IdSet newer;
    private volatile IdSet older;

    RecentIds(int many) {
        this.many = many;
        newer = new IdSet(many);
        older = new IdSet(many);
    }

    synchronized void add(long id) {
        if (!newer.add(id)) {
            older = newer;
            IdSet fresh = new IdSet(many);
            fresh.add(id);
            newer = fresh;
        }
    }

    boolean contains(long id) {
        // In this order: what moves from one to the other meanwhile is found.
        return newer.contains(id) || older.contains(id);
    }
}
