package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.List;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import picocli.CommandLine.Option;

/** The flags for the format of a list. */
public final class ListFlags {
    @Option(names = "--csv", description = "Answer in CSV (RFC 4180), with a header line.")
    private boolean csv;

    @Option(names = "--json", description = CommonFlags.JSON)
    private boolean json;

    /** Returns whether {@code --json} is set. */
    public boolean json() {
        return json;
    }

    /**
     * Checks the flags.
     *
     * @throws OperatorException if both formats are set
     */
    public void check() {
        if (csv && json) {
            throw new OperatorException(Kind.USAGE, "--csv and --json exclude each other", "Use one of them.");
        }
    }

    /** Starts a list in the chosen format; the default is text. The caller must call {@link TableWriter#end}. */
    public TableWriter tableWriter(PrintWriter out, String name, List<TableWriter.Column> columns) {
        if (json) {
            return new JsonTableWriter(out, name, columns);
        }
        return csv ? new CsvTableWriter(out, columns) : new TextTableWriter(out, columns);
    }
}
