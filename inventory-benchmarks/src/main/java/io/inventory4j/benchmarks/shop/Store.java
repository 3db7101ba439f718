package io.inventory4j.benchmarks.shop;

import java.util.LinkedHashMap;
import java.util.Map;

/** A store with the library and the peers that a shop would write over it by hand. */
public interface Store extends AutoCloseable {
    /** The name of the library as it comes. */
    String INVENTORY = "inventory";

    /** Opens a store of one kind. */
    interface Opening {
        /** A store with so many units of each SKU. */
        Store open(Carts carts, long units) throws Exception;
    }

    /**
     * A kind of store.
     *
     * @param label how the command line and the results name it
     */
    record Kind(String label, Opening opening) {}

    /**
     * Where another process finds the store.
     *
     * @param url its address
     * @param prefix how the names of its tables begin, or an empty text
     */
    record Place(String url, String prefix) {}

    /** The library by name: as it comes, and over a shared store also with each call on its own. */
    Map<String, Seller> subjects();

    /** The library as it comes. */
    InventorySeller inventory();

    /** What is compared with, by name; the first is the peer that ratios refer to. */
    Map<String, Seller> peers();

    /** How often the store was called so far; always 0 of a store that is no server. */
    long calls();

    /** Where another process finds it; a store in memory is found nowhere. */
    Place place();

    /** Subjects and peers. */
    default Map<String, Seller> sellers() {
        Map<String, Seller> sellers = new LinkedHashMap<>(subjects());
        sellers.putAll(peers());
        return sellers;
    }

    /** The name of the peer. */
    default String peer() {
        return peers().keySet().iterator().next();
    }

    @Override
    void close();
}
