package io.inventory4j.benchmarks;

import java.util.List;

/** Runs the scenes that are named, or all of them; one line per subject. */
public final class Benchmarks {
    private static final int ORDERS = 20_000;
    private static final List<String> SCENES =
            List.of("memory-hot", "memory-wave", "memory-sold-out", "footprint", "expiry-pause");

    private Benchmarks() {}

    /**
     * Runs scenes.
     *
     * @param scenes their names, none for all; a memory scene may say how many orders it has, as in {@code memory-hot=200000}
     */
    public static void main(String... scenes) throws Exception {
        List<String> wanted = scenes.length == 0 ? SCENES : List.of(scenes);
        for (String scene : wanted) {
            String[] parts = scene.split("=", 2);
            int orders = parts.length == 2 ? Integer.parseInt(parts[1]) : ORDERS;
            switch (parts[0]) {
                case "memory-hot" -> new MemoryHot(orders).run(MemoryHot.Scene.HOT, 1, 2, 8, 64);
                case "memory-wave" -> new MemoryHot(orders).run(MemoryHot.Scene.WAVE, 1, 2, 8);
                case "memory-sold-out" -> new MemoryHot(orders).run(MemoryHot.Scene.SOLD_OUT, 1, 2, 8);
                case "footprint" -> new Footprint().run();
                case "expiry-pause" -> new ExpiryPause().run();
                default -> {
                    System.err.println("unknown scene " + scene + "; scenes are " + SCENES);
                    System.exit(2);
                }
            }
        }
    }
}
