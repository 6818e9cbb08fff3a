package org.jettyferry.cli.column;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnFile;
import org.jettyferry.update.column.ColumnStatus;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The base of the commands on one column: they read the file of the change, and answer with its state. */
abstract class ColumnCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Parameters(paramLabel = "FILE", description = "The file that declares the change.")
    Path file = Path.of("");

    @Option(names = "--json", description = CommonFlags.JSON_APART)
    boolean json;

    ColumnCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected final ConnectionSettings connection(Invocation invocation) {
        change(); // a wrong file is an error before a connection is made
        return database.connection(invocation);
    }

    @Override
    protected final int run(Database connected) {
        return run(connected, change());
    }

    abstract int run(Database connected, ColumnChange change);

    /** Returns where the registry is; empty if it is in the database of the table. */
    final Optional<ConnectionSettings> registryBeside() {
        return database.registryBesideStore(invocation());
    }

    /** Returns where progress goes. */
    final PrintWriter log() {
        return unlessQuiet(json ? err() : out());
    }

    /** Prints the statements of a dry run. */
    final int printSql(List<String> statements) {
        if (json) {
            JsonPrinter.print(out(), Map.of("sql", statements));
        } else {
            statements.forEach(statement -> out().println(statement + ";"));
        }
        return ExitCode.DONE;
    }

    /** Prints the state, behind a sentence for people. */
    final int answer(String sentence, ColumnStatus status) {
        if (json) {
            JsonPrinter.print(out(), ColumnText.view(status));
        } else {
            out().println(sentence);
        }
        return ExitCode.DONE;
    }

    private ColumnChange change() {
        return ColumnFile.read(invocation().directory().resolve(file));
    }
}
