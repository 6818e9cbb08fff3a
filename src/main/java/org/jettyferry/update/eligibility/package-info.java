/**
 * Tells whether the nodes of a site can change from one version to another one by one, so that both run side by side.
 *
 * <p>{@link org.jettyferry.update.eligibility.Artifacts} reads what will run on the nodes: a WAR, or a folder with archives
 * and classes. {@link org.jettyferry.update.eligibility.EligibilityCheck} asks one check after the other:
 *
 * <ul>
 *   <li>session tables: whether both releases of Jetty fill the rows so that each finds the sessions of the other;
 *   <li>schema versions: whether there is a version that both work with, and each schema has one of these;
 *   <li>packages: whether classes are the same of which a rule file says that both versions must have the same;
 *   <li>cluster: whether nodes of two servers are alive in one cluster of the application.
 * </ul>
 *
 * <p>What is not known is reported as not checked; it is no obstacle.
 *
 * <p><b>Hazards.</b> Classes are compared by the hashes of their bytes, or by what serialization writes of them, and never
 * loaded: the artifacts of another site are not to be trusted. Archives are read as streams, also those within archives, so
 * memory grows with the number of listed classes only. A class that is compiled anew by another compiler counts as changed,
 * unless its rule compares what is serialized.
 *
 * <p>All types are immutable or have no state.
 */
@NullMarked
package org.jettyferry.update.eligibility;

import org.jspecify.annotations.NullMarked;
