/**
 * The commands on the registry: servers, schemata, contexts and nodes, under Ferry's names and under those of
 * Open-Xchange.
 *
 * <p>{@link org.jettyferry.cli.registry.RegistryCommands} lists them. A command checks its flags, calls one method of
 * {@link org.jettyferry.registry.Registry} and answers with a sentence, or with JSON.
 *
 * <pre>
 *   ferry schema move shop_1 green           arguments, as Ferry has them
 *   ferry changeserver -m shop_1 -s green    alias and flags, as Open-Xchange has them: the same class
 * </pre>
 *
 * <p>So each such value comes as an argument or as a flag, and {@code RegistryCommand.exactlyOne} refuses both and
 * neither. Flags for Open-Xchange's administrator login are accepted and ignored, so that its scripts run unchanged.
 *
 * <p>Repeating a command changes nothing and ends with 0: scripts can run again after a failure. The tables of the
 * registry are made by the first command that writes; a list of a database without them is empty and says so.
 *
 * <p>Hazard: lists and imports may be larger than memory. They stream, row by row. No type is thread-safe; none needs
 * to be.
 */
@NullMarked
package org.jettyferry.cli.registry;

import org.jspecify.annotations.NullMarked;
