/**
 * The command line: parses arguments, calls the session store or the registry and prints what they return. It decides
 * nothing about sessions or contexts.
 *
 * <pre>
 *   Ferry.main
 *     Commands.commandLine    makes picocli's model from CommandTable: only the command that is called
 *     TerminalCharset.set     chooses the encodings of standard output and standard error
 *     Commands.run
 *       DatabaseCommand.call  checks flags, finds the database, connects, runs the command
 *       ExceptionHandler      turns an exception into a Failure: message, remedy, exit code
 *     System.exit             with one of ExitCode
 * </pre>
 *
 * <p>Below it: {@code terminal} (prompts, exit codes, the table's entries), {@code connection} (which database),
 * {@code output} (tables, JSON, numbers), {@code store} and {@code registry} (the commands).
 *
 * <p>To add a command, write a subclass of {@code StoreCommand} or {@code RegistryCommand} with an example in its
 * footer, and add one line to {@code StoreCommands} or {@code RegistryCommands}. Help, aliases, groups and completion
 * follow from that line. Its flags belong in {@code docs/settings.md}; {@code DocsTest} checks them.
 *
 * <p>Hazards:
 *
 * <ul>
 *   <li>Standard output holds the answer only, so that scripts can parse it. Warnings, progress and errors go to
 *       standard error.
 *   <li>A driver may quote the URL, and with it a password. {@link org.jettyferry.cli.ExceptionHandler} masks each
 *       message before it prints it.
 *   <li>Field names of JSON, headings of CSV and exit codes are read by scripts: add, do not change.
 * </ul>
 *
 * <p>A command line is used once, by one thread. Only the progress of a run and its shutdown hook know other threads.
 */
@NullMarked
package org.jettyferry.cli;

import org.jspecify.annotations.NullMarked;
