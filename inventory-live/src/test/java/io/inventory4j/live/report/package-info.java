/** Tests of the account of a live sale. */
@NullMarked
package io.inventory4j.live.report;

import org.jspecify.annotations.NullMarked;
