/** What servers for tests have in common: a process that ends with this JVM, a folder, a free port, waiting. */
@NullMarked
package io.inventory4j.servers;

import org.jspecify.annotations.NullMarked;
