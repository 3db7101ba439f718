package io.inventory4j.redis.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers things from 1 on, in the order in which they are first named. */
final class Numbering<T> {
    private final Map<T, Integer> places = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    public int of(T thing) {
        Integer place = places.get(thing);
        if (place == null) {
            things.add(thing);
            place = things.size();
            places.put(thing, place);
        }
        return place;
    }

    int size() {
        return things.size();
    }

    /** The things, in the order of their numbers. */
    List<T> all() {
        return Collections.unmodifiableList(things);
    }
}
