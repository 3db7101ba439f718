@NullMarked
package io.inventory4j.examples.replay;

import org.jspecify.annotations.NullMarked;
