/**
 * Finds the database that a command works on, and keeps its secrets out of every output.
 *
 * <pre>
 *   flag         --url          --user          --password-file, --ask-password     first
 *   environment  FERRY_URL      FERRY_USER      FERRY_PASSWORD
 *   file         ferry.url      ferry.user      ferry.password                       last
 * </pre>
 *
 * <p>Each of the three values is looked up by itself, so that a URL from a file goes with a password from the
 * environment. The files are those of {@code --properties}, or {@code ./server.properties}: the file that the nodes
 * read, so that tool and nodes agree on the names of tables. {@code FERRY_REGISTRY_URL} and its like name a registry in
 * a database of its own. They come before the names above, but after flags where the command works on the registry
 * alone.
 *
 * <p>{@link org.jettyferry.cli.connection.DatabaseCommand} is the frame of every command with a database: check flags,
 * find the database, connect, run.
 *
 * <p>Hazard: process lists show arguments to every user of the machine. {@code --password} is therefore refused, and a
 * password within {@code --url} causes a warning. Both types are used by one thread.
 */
@NullMarked
package org.jettyferry.cli.connection;

import org.jspecify.annotations.NullMarked;
