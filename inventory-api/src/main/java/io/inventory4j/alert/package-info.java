/** Lines that are low, sold out or back in stock, as a shop is told of them. */
@NullMarked
package io.inventory4j.alert;

import org.jspecify.annotations.NullMarked;
