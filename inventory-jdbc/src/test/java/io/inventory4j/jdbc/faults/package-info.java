/** What a ledger answers and keeps when drivers, connections, servers or processes fail, and when locks are held. */
@NullMarked
package io.inventory4j.jdbc.faults;

import org.jspecify.annotations.NullMarked;
