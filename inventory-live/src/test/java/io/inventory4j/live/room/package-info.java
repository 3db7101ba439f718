/** Tests of the control room. */
@NullMarked
package io.inventory4j.live.room;

import org.jspecify.annotations.NullMarked;
