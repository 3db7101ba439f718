@NullMarked
package io.inventory4j.examples.replay.orders;

import org.jspecify.annotations.NullMarked;
