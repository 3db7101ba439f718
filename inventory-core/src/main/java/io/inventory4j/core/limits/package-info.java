/**
 * The policies that shops use: purchase limits, lists of who is served, and floors. It depends on the API and on
 * nothing else.
 */
@NullMarked
package io.inventory4j.core.limits;

import org.jspecify.annotations.NullMarked;
