/** The languages in which a sale speaks to people. */
@NullMarked
package io.inventory4j.live.text;

import org.jspecify.annotations.NullMarked;
