/** What the servers of tests have in common: processes that end with this JVM, folders, free ports. */
@NullMarked
package io.inventory4j.servers;

import org.jspecify.annotations.NullMarked;
