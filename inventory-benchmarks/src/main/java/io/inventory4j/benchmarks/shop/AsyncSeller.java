package io.inventory4j.benchmarks.shop;

import java.util.concurrent.CompletionStage;

/** The same as {@link Seller} without waiting. */
public interface AsyncSeller {
    /** Starts a reservation; it gives whether the cart was taken. */
    CompletionStage<Boolean> reserve(Cart cart);
}
