/**
 * What every command needs from its process: environment, folder, terminal, exit codes, and the entries of the command
 * table.
 *
 * <p>Commands never read {@code System.in}, {@code System.getenv} or {@code System.console} themselves. They get an
 * {@link org.jettyferry.cli.terminal.Invocation}, so that a test can run them in its own process with scripted answers.
 *
 * <p>Before a change a command asks through {@link org.jettyferry.cli.terminal.Confirmation}. Without a terminal and
 * without {@code --yes} the answer is no: a script must never change data by accident, nor wait for input that does not
 * come.
 *
 * <p>The table of commands is made of {@link org.jettyferry.cli.terminal.CommandEntry}, and a group such as
 * {@code ferry schema} is a {@link org.jettyferry.cli.terminal.GroupCommand}.
 *
 * <p>Hazard: a shutdown hook of {@link org.jettyferry.cli.terminal.Interruption} runs beside the interrupted work,
 * which goes on until the process is gone. All other types are used by one thread.
 */
@NullMarked
package org.jettyferry.cli.terminal;

import org.jspecify.annotations.NullMarked;
