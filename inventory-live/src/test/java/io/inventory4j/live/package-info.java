/** The live sale: what a team does before, during and after a broadcast. */
@NullMarked
package io.inventory4j.live;

import org.jspecify.annotations.NullMarked;
