/**
 * Books of a sale that are kept from the ledger's journal, how they are compared with everything else that is known,
 * and the report that is made of both.
 */
@NullMarked
package io.inventory4j.live.report.books;

import org.jspecify.annotations.NullMarked;
