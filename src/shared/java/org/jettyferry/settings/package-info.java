/**
 * What the tool and the node know about {@code server.properties}: how the file is read, which names it may have, and
 * which name wins. Both use this package, so one file cannot mean two things.
 *
 * <ul>
 *   <li>{@link org.jettyferry.settings.SettingsFile} reads the file: UTF-8, or Latin-1 if it is not valid UTF-8; a Java
 *       properties file, or one of Jetty's {@code .ini} files. An error names the byte and the line.
 *   <li>{@link org.jettyferry.settings.KnownSettings} lists the names. An unknown name is not an error, because other
 *       programs share the file, but a name that is nearly a known one gets a warning.
 *   <li>{@link org.jettyferry.settings.DatabaseLookup} finds the URL, user and password of a database. The first name
 *       that is set wins:
 * </ul>
 *
 * <pre>{@code
 *                 registry                  session store
 *   URL           ferry.registry.url        -
 *                 ferry.url                 ferry.url
 *                 url                       url
 *                 jetty.session.jdbc.driverUrl (both)
 * }</pre>
 *
 * <p>For each of these names the environment comes first ({@code FERRY_REGISTRY_URL}, {@code FERRY_URL}), then the
 * file. A bare name such as {@code user} is not looked up in the environment, because {@code USER} is set on every
 * machine. A password and a password file are one question ({@code FERRY_PASSWORD}, {@code FERRY_PASSWORD_FILE}): the first
 * prefix that has either of them decides, and there the environment before the file.
 *
 * <p><b>Hazard.</b> A value may be a secret. {@link org.jettyferry.settings.Setting#toString()} shows the name only.
 *
 * <p>All types are immutable or have no state, and are safe for use by several threads.
 */
@NullMarked
package org.jettyferry.settings;

import org.jspecify.annotations.NullMarked;
