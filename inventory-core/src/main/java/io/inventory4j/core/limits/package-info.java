/** The policies that shops use: purchase limits, lists of who is served, and floors. It knows the API and nothing else. */
@NullMarked
package io.inventory4j.core.limits;

import org.jspecify.annotations.NullMarked;
