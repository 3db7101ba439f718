/**
 * The benchmark program. {@code memory}, {@code jdbc} and {@code redis} have the scenes of each store, with peers that
 * a shop would write by hand; {@code measure} has what scenes of several stores share. Subjects and peers are measured
 * in one run, taking turns, because absolute figures differ between machines and from minute to minute.
 */
@NullMarked
package io.inventory4j.benchmarks;

import org.jspecify.annotations.NullMarked;
