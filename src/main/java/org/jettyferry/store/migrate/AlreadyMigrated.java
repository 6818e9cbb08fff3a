package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.BlobSample;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.WebAppMap;

/**
 * Recognises a store whose rows are already as the target writes them, though no run of Ferry made them so. A site that
 * repeats a command, or that upgraded within one line of releases, then gets an answer instead of a needless rewrite.
 *
 * <p>The decision rests on the statistics of the detection and a sample of the blobs. Anything that asks for more than
 * the target's form (renames, dropped attributes, an extension) counts as work to do.
 */
record AlreadyMigrated(Connection connection, Dialect dialect, MigrationOptions options) {

    /** Returns the result of a run that did nothing; empty if there is something to do, or the release is unknown. */
    Optional<MigrationResult> check(Detection.Found found) throws SQLException {
        Optional<RowConventions> from =
                options.from().or(() -> found.evidence().release()).map(RowConventions::of);
        return from.isPresent() && !asksForMore() && isMigrated(found, from.get())
                ? Optional.of(result(found.evidence().survey(), from.get()))
                : Optional.empty();
    }

    private boolean isMigrated(Detection.Found found, RowConventions from) throws SQLException {
        RowConventions to = RowConventions.of(options.to());
        TableStatistics statistics = found.evidence().survey();
        if (from.generation() != found.generation() || !alike(from, to) || !isAsWritten(statistics, from, to)) {
            return false;
        }
        // A wrong loader flag loses the session at its next load. A rewrite corrects it, so there is work to do.
        return options.blobs() == MigrationOptions.Blobs.COPY
                || BlobSample.of(connection, dialect, found.evidence(), options, from, to)
                                .loaderFlags()
                        == 0;
    }

    private boolean asksForMore() {
        boolean site = options.dropAttributes().isEmpty()
                && options.renames().isEmpty()
                && options.contextPaths().isEmpty();
        return !site
                || options.rewriteAnyway()
                || options.extendExpiry().shifts()
                || options.sessions() == MigrationOptions.Sessions.DROP;
    }

    /** Returns whether both are of one line of releases; other lines need attributes removed from the blobs. */
    private static boolean alike(RowConventions from, RowConventions to) {
        return from.release().major() == to.release().major()
                && from.generation() == to.generation()
                && from.pathRule() == to.pathRule()
                && from.writes() == to.writes();
    }

    private static boolean isAsWritten(TableStatistics statistics, RowConventions from, RowConventions to) {
        WebAppMap webApps = WebAppMap.of(from, to, List.of(), statistics.webApps());
        boolean rows =
                webApps.contextPaths().isEmpty() && webApps.virtualHosts().isEmpty();
        boolean blobs = statistics.layouts().keySet().stream().allMatch(layout -> layout == to.writes());
        return rows && blobs && !statistics.layouts().containsKey(BlobLayout.UNKNOWN);
    }

    private MigrationResult result(TableStatistics statistics, RowConventions from) {
        Run nothing = new Run(
                "",
                "",
                options.direction().word(),
                from.release(),
                options.to(),
                options.canonical(),
                true,
                Run.Step.DONE,
                Optional.empty(),
                statistics.now(),
                statistics.rows(),
                statistics.check(),
                new Run.Tally(statistics.rows(), 0, 0, 0, 0, statistics.blobBytes(), 0, 0));
        String why = "the rows are as Jetty " + options.to() + " writes them, and so are the blobs of a sample;"
                + " ferry verify reads all of them";
        return new MigrationResult(nothing, List.of(), Map.of(), 0, Optional.of(why), statistics.rows());
    }
}
