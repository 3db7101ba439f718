/** Where texts of others become parts of something: of ids, and of the cells of a spreadsheet. */
@NullMarked
package io.inventory4j.live.guard;

import org.jspecify.annotations.NullMarked;
