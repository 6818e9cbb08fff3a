/**
 * The versions of a site's schemata, and the range of them that an application works with.
 *
 * <p>{@link org.jettyferry.version.SchemaVersion} is what {@code updates.yaml} declares and the registry records;
 * {@link org.jettyferry.version.VersionRange} is what an application declares as {@code schemaVersions}, in
 * {@code server.properties} or in {@link org.jettyferry.version.ApplicationFile}. The tool writes the first and compares
 * both; the node closes the contexts of a schema whose version is outside its range.
 *
 * <p><b>Hazard.</b> Versions are compared number by number: 7.10 comes after 7.9, 7 and 7.0 are the same, and 7.1 comes
 * after 7. So 7.1 is outside {@code 5..7}.
 *
 * <p>All types are immutable or have no state, and are safe for use by several threads.
 */
@NullMarked
package org.jettyferry.version;

import org.jspecify.annotations.NullMarked;
