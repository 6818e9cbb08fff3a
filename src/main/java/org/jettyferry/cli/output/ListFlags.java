package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.List;
import org.jettyferry.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** How a list is to be shown. */
public final class ListFlags {
    @Option(names = "--csv", description = "Answer in CSV (RFC 4180), with a heading.")
    private boolean csv;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    /** Whether the list will be JSON. */
    public boolean json() {
        return json;
    }

    /** Refuses both at once, by a {@link UsageException}. */
    public void check() {
        if (csv && json) {
            throw new UsageException("--csv and --json exclude each other", "Say one of them.");
        }
    }

    /** Begins a list, in columns unless a flag says otherwise; to be ended. */
    public TableWriter tableWriter(PrintWriter out, String name, List<TableWriter.Column> columns) {
        if (json) {
            return new JsonTableWriter(out, name, columns);
        }
        return csv ? new CsvTableWriter(out, columns) : new TextTableWriter(out, columns);
    }
}
