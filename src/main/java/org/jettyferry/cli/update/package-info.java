/**
 * The commands that bring schemata up to date, those that check them first, and those that look at the lock.
 *
 * <p>{@link org.jettyferry.cli.update.SchemaFlags} decides which schemata a command works on: the one of the connection,
 * or those that the registry knows by name. Hazard: each schema of the registry is reached by its own URL with the login
 * of the registry. What {@link org.jettyferry.cli.update.PreflightText} and
 * {@link org.jettyferry.cli.update.RepairDialog} show are values of the site's rows: they go to the terminal without control
 * characters, and to no log.
 */
@NullMarked
package org.jettyferry.cli.update;

import org.jspecify.annotations.NullMarked;
