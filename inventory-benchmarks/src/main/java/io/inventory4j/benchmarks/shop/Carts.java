package io.inventory4j.benchmarks.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What the carts of a scene contain. They are drawn beforehand, from a fixed seed, so that no turn pays for it. */
public final class Carts {
    /** The SKU that everybody wants. */
    public static final String HOT = "A";

    private static final int DRAWN = 16_384;
    private static final long SEED = 20_261_111L;

    private final List<String> skus;
    private final List<List<String>> drawn;

    private Carts(List<String> skus, List<List<String>> drawn) {
        this.skus = skus;
        this.drawn = drawn;
    }

    /** Carts of one unit of one SKU. */
    public static Carts hot() {
        return new Carts(List.of(HOT), List.of(List.of(HOT)));
    }

    /**
     * Carts of 1 to 5 lines of SKUs by Zipf's law with exponent 1: the second is asked for half as often as the first.
     */
    public static Carts zipf(int skus) {
        List<String> names = names(skus);
        double[] upTo = new double[skus];
        double sum = 0;
        for (int i = 0; i < skus; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<String>> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            Set<String> lines = new LinkedHashSet<>();
            int size = 1 + random.nextInt(Math.min(5, skus));
            while (lines.size() < size) {
                int found = Arrays.binarySearch(upTo, random.nextDouble(upTo[skus - 1]));
                lines.add(names.get(Math.min(skus - 1, found < 0 ? -found - 1 : found)));
            }
            drawn.add(List.copyOf(lines));
        }
        return new Carts(names, drawn);
    }

    /** Carts of one unit of each of so many SKUs. */
    public static Carts whole(int skus) {
        return new Carts(names(skus), List.of(names(skus)));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "SKU-" + i).toList();
    }

    /** All SKUs. */
    public List<String> skus() {
        return skus;
    }

    /** A cart for a buyer who orders nothing else. */
    public Cart cart(String order, int number) {
        return new Cart(order, order, drawn.get(Math.floorMod(number, drawn.size())));
    }
}
