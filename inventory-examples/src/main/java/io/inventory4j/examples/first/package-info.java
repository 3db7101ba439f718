/**
 * Small programs, one idea each, to read from top to bottom. From the root of the project, this runs one of them:
 *
 * <pre>{@code
 * mvn -q -DskipTests -DnoServers -pl inventory-examples -am package exec:java \
 *     -Dexec.mainClass=io.inventory4j.examples.first.FirstTenLines
 * }</pre>
 */
@NullMarked
package io.inventory4j.examples.first;

import org.jspecify.annotations.NullMarked;
