/** Tests of what the books are made of. */
@NullMarked
package io.inventory4j.live.report.books;

import org.jspecify.annotations.NullMarked;
