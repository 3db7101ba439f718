/** The live sale of the replay: where it sells, who reacts to its alerts, and what it reports. */
@NullMarked
package io.inventory4j.examples.replay.live;

import org.jspecify.annotations.NullMarked;
