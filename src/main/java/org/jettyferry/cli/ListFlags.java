package org.jettyferry.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How a list is to be shown. */
final class ListFlags {
    @Option(names = "--csv", description = "Answer in CSV (RFC 4180), with a heading.")
    boolean csv;

    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    /** @throws UsageException if both are asked for */
    void check() {
        if (csv && json) {
            throw new UsageException("--csv and --json exclude each other", "Say one of them.");
        }
    }

    Listing listing(PrintWriter out, String name, List<Listing.Column> columns) {
        if (json) {
            return new JsonListing(out, name, columns);
        }
        return csv ? new CsvListing(out, columns) : new TextListing(out, columns);
    }
}
