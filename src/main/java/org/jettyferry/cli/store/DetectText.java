package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;

/** Prints for people what {@code ferry detect} found. */
final class DetectText {
    private final KeyValueWriter out;
    private final String flags;

    /**
     * Makes a printer.
     *
     * @param flags the flags that name this store, each after a blank
     * @param columns the width of the terminal
     */
    DetectText(PrintWriter out, String flags, int columns) {
        this.out = new KeyValueWriter(out, columns);
        this.flags = flags;
    }

    void print(Detection detection, Database database, List<String> guests) {
        out.print("Database", database.product() + " at " + database.displayUrl());
        out.print("Schema", detection.schema());
        out.print("Found", detection.finding());
        detection.seen().ifPresent(this::print);
        if (!guests.isEmpty()) {
            out.print("Guests", String.join(", ", guests));
        }
        out.print("Next", detection.advice());
        if (!flags.isEmpty()) {
            out.print("", "Repeat these flags with each command:" + flags);
        }
    }

    private void print(Evidence evidence) {
        Table table = evidence.sessions().table();
        out.print("Tables", tables(evidence) + ", " + Formats.bytes(evidence.bytes()) + " on disk");
        out.print("Primary key", String.join(", ", table.primaryKey()));
        out.print("Columns", columns(table));
        out.print("Indexes", table.indexes().isEmpty() ? "only the primary key" : indexes(table));
        print(evidence.survey());
        out.print(
                "Rows of Jetty",
                evidence.release().map(Object::toString).orElse("?") + " (" + evidence.releaseReason() + ")");
        out.print("Quarantined", QuarantineText.lines(evidence.quarantine(), flags));
        out.print("Warning", evidence.warnings());
    }

    private void print(TableStatistics statistics) {
        out.print(
                "Sessions",
                Formats.number(statistics.rows()) + ": " + Formats.number(statistics.live()) + " live, "
                        + Formats.number(statistics.expired()) + " expired");
        if (statistics.rows() == 0) {
            return;
        }
        out.print(
                "Blobs",
                Formats.bytes(statistics.blobBytes()) + ", the largest " + Formats.bytes(statistics.largestBlob()));
        out.print(
                "Blob layouts",
                String.join(", ", layouts(statistics))
                        + (statistics.sampled() < statistics.rows() ? " (of a sample)" : ""));
        out.print("Last save", lastSave(statistics));
        out.print("Last nodes", Formats.some(Formats.counts(statistics.lastNodes())));
        out.print("Web applications", webApps(statistics));
    }

    private static String tables(Evidence evidence) {
        return evidence.ids()
                .map(ids ->
                        evidence.sessions().name().name() + ", " + ids.name().name())
                .orElse(evidence.sessions().name().name());
    }

    private static String columns(Table table) {
        List<String> texts = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            texts.add(column.name() + " " + column.type());
        }
        return String.join(", ", texts);
    }

    private static String indexes(Table table) {
        List<String> texts = new ArrayList<>();
        for (Table.Index index : table.indexes()) {
            texts.add(index.name() + " (" + String.join(", ", index.columns()) + ")");
        }
        return String.join(", ", texts);
    }

    private static List<String> layouts(TableStatistics statistics) {
        Map<String, Long> counts = new HashMap<>();
        for (Map.Entry<BlobLayout, Long> entry : statistics.layouts().entrySet()) {
            counts.put(entry.getKey().letter(), entry.getValue());
        }
        return Formats.counts(counts);
    }

    private static String lastSave(TableStatistics statistics) {
        if (statistics.newestSave() == 0) {
            return "never";
        }
        long age = statistics.now() - statistics.newestSave();
        return Formats.moment(statistics.newestSave())
                + (age < 0 ? ", in the future" : ", " + Formats.duration(age) + " ago");
    }

    private static String webApps(TableStatistics statistics) {
        Map<String, Long> counts = new HashMap<>();
        for (TableStatistics.WebApp webApp : statistics.webApps()) {
            counts.put("'" + webApp.contextPath() + "' on host " + webApp.virtualHost() + ":", webApp.rows());
        }
        return Formats.some(Formats.counts(counts));
    }
}
