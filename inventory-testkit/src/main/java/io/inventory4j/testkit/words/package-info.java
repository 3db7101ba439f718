/** How the kit says what happened, and what commands name. */
@NullMarked
package io.inventory4j.testkit.words;

import org.jspecify.annotations.NullMarked;
