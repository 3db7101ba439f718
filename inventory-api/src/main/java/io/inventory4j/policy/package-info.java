/** The shop's own rules: what an order may take, and the counters that it charges. */
@NullMarked
package io.inventory4j.policy;

import org.jspecify.annotations.NullMarked;
