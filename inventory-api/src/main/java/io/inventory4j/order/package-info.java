/** What a buyer wants, as the shop puts it: who, where, and which lines. */
@NullMarked
package io.inventory4j.order;

import org.jspecify.annotations.NullMarked;
