/** What buyers wanted and could not get: counted, kept beside the journal, and read back. */
@NullMarked
package io.inventory4j.live.demand;

import org.jspecify.annotations.NullMarked;
