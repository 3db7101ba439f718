/** PostgreSQL and MariaDB as real servers for tests and benchmarks. */
@NullMarked
package io.inventory4j.servers.jdbc;

import org.jspecify.annotations.NullMarked;
