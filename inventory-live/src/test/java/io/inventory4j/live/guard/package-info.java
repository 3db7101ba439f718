/** Tests of the guards of texts. */
@NullMarked
package io.inventory4j.live.guard;

import org.jspecify.annotations.NullMarked;
