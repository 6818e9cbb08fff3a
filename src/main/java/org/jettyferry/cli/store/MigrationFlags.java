package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.migrate.QuarantineLimit;
import org.jettyferry.store.plan.ExpiryShift;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The flags for what a migration does; {@link RateLimitFlags} says how fast. The same flags make the same plan, so
 * {@code ferry plan} and a run that resumes take them too.
 */
final class MigrationFlags {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "RELEASE",
            converter = JettyReleaseConverter.class,
            description = "The Jetty release to migrate to: 12, 9.4, 9.4.8.")
    @SuppressWarnings("NullAway.Init") // required
    JettyRelease to;

    @Option(
            names = "--from",
            paramLabel = "RELEASE",
            converter = JettyReleaseConverter.class,
            description = "The release that wrote the rows, if they do not show it.")
    Optional<JettyRelease> from = Optional.empty();

    @Option(
            names = "--sessions",
            paramLabel = "keep|drop",
            completionCandidates = OptionValues.Sessions.class,
            description = "Migrate the sessions, or start with empty tables. Default: keep.")
    MigrationOptions.Sessions sessions = MigrationOptions.Sessions.KEEP;

    @Option(
            names = "--blobs",
            paramLabel = "rewrite|copy",
            completionCandidates = OptionValues.Blobs.class,
            description = "Check and rewrite each blob, or copy them unchanged (faster; for Jetty 9.4.13 and later)."
                    + " Default: rewrite.")
    MigrationOptions.Blobs blobs = MigrationOptions.Blobs.REWRITE;

    @Mixin
    final SiteFlags site = new SiteFlags();

    @Option(names = "--keep-expired", description = "Migrate expired sessions too.")
    boolean keepExpired;

    @Option(
            names = "--default-max-interval",
            paramLabel = "SECONDS",
            description = "Timeout of sessions whose row has none. Default: 1800.")
    int defaultMaxInterval = 1800;

    @Option(names = "--no-backup", description = "Drop the old tables; only with --sessions drop.")
    boolean noBackup;

    @Option(
            names = "--extend-expiry",
            arity = "0..1",
            fallbackValue = "auto",
            paramLabel = "DURATION|auto",
            converter = ExpiryShiftConverter.class,
            description = "Extend the expiry of sessions by a duration such as 2h, or by the downtime from the last"
                    + " save to the start of the run (auto, the default without a value).")
    ExpiryShift extendExpiry = ExpiryShift.NONE;

    @Option(
            names = "--max-quarantined",
            paramLabel = "N|N%",
            converter = QuarantineLimitConverter.class,
            description =
                    "Swap the tables only if at most this many sessions are quarantined. Default: 0.5%% of all, or 10"
                            + " where that is more; never more than half.")
    QuarantineLimit maxQuarantined = QuarantineLimit.DEFAULT;

    @Option(
            names = "--drop-column",
            paramLabel = "NAME",
            description = "Do not migrate this column, which is not Jetty's; the backup keeps it. Repeatable.")
    List<String> dropColumns = new ArrayList<>();

    @Option(names = "--rewrite-anyway", description = "Rewrite the store even if it already fits the target.")
    boolean rewriteAnyway;

    /**
     * Checks the flags.
     *
     * @param err standard error, for warnings
     * @throws OperatorException if flags exclude each other or a value is invalid
     */
    void check(PrintWriter err) {
        if (noBackup && sessions != MigrationOptions.Sessions.DROP) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--no-backup works only with --sessions drop",
                    "Omit it: the old tables are kept until ferry backup purge.");
        }
        if (defaultMaxInterval < 1) {
            throw new OperatorException(
                    Kind.USAGE, "--default-max-interval must be 1 second or more", "Jetty's own default is 1800.");
        }
        site.check();
        to.warning().ifPresent(warning -> err.println("Warning: " + warning));
    }

    /** Returns the given flags that need the nodes to be stopped. */
    List<String> unfitForLive() {
        List<String> unfit = new ArrayList<>();
        if (sessions == MigrationOptions.Sessions.DROP) {
            unfit.add("--sessions drop");
        }
        if (blobs == MigrationOptions.Blobs.COPY) {
            unfit.add("--blobs copy");
        }
        if (keepExpired) {
            unfit.add("--keep-expired");
        }
        if (!extendExpiry.equals(ExpiryShift.NONE)) {
            unfit.add("--extend-expiry");
        }
        if (!dropColumns.isEmpty()) {
            unfit.add("--drop-column");
        }
        return unfit;
    }

    MigrationOptions options(MigrationOptions.Direction direction) {
        return new MigrationOptions(
                direction,
                to,
                from,
                sessions,
                blobs,
                site.dropAttributes,
                site.renames,
                site.noDefaultFields,
                site.contextPaths,
                keepExpired,
                Duration.ofSeconds(defaultMaxInterval),
                !noBackup,
                extendExpiry,
                rewriteAnyway,
                dropColumns,
                MigrationOptions.Facts.NONE);
    }
}
