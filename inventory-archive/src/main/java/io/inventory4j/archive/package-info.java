/** The history of a ledger in Redis, kept in a database: copied call by call, compared, and restored from. */
@NullMarked
package io.inventory4j.archive;

import org.jspecify.annotations.NullMarked;
