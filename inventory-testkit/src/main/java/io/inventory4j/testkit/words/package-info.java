/** How the kit says what happened. */
@NullMarked
package io.inventory4j.testkit.words;

import org.jspecify.annotations.NullMarked;
