package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;

/**
 * Prints a plan: what a run would do, what it would cost and what would refuse it. Used by {@code ferry plan}, by
 * {@code --dry-run}, and for the summary before the prompt of a run.
 */
final class PlanPrinter {
    private final SessionStore store;
    private final Database database;
    private final RateLimit rateLimit;
    private final PrintWriter out;

    PlanPrinter(SessionStore store, Database database, RateLimit rateLimit, PrintWriter out) {
        this.store = store;
        this.database = database;
        this.rateLimit = rateLimit;
        this.out = out;
    }

    /** Prints the plan and the reasons that would refuse a run. Returns the exit code. */
    int print(MigrationOptions options, MigrationControl control, PrintWriter err, boolean json) {
        Optional<MigrationResult> already = store.already(options);
        if (already.isPresent()) {
            nothing(already.get(), json);
            return ExitCode.DONE;
        }
        return print(store.plan(options), control, err, json);
    }

    private void nothing(MigrationResult already, boolean json) {
        if (json) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("direction", already.run().kind());
            view.put("database", database.product());
            view.put("url", database.displayUrl());
            view.put("to", already.run().to());
            view.put("nothingToDo", already.already().orElse(""));
            view.put("sessions", already.sessions());
            view.put("sessionsToMigrate", 0);
            view.put("warnings", List.of());
            view.put("statements", List.of());
            view.put("refusals", List.of());
            JsonPrinter.print(out, view);
        } else {
            new MigrationText(out, "").nothingToDo(already);
        }
    }

    private int print(MigrationPlan plan, MigrationControl control, PrintWriter err, boolean json) {
        List<OperatorException> refusals = store.refusals(plan, control);
        List<String> statements = store.statements(plan);
        if (json) {
            Map<String, Object> view = view(plan, statements);
            view.put("refusals", refusals.stream().map(PlanPrinter::view).toList());
            JsonPrinter.print(out, view);
        } else {
            text(plan, statements);
            out.flush();
            refusals.forEach(refusal -> {
                err.println("ferry: a run would be refused: " + refusal.getMessage());
                err.println(refusal.remedy());
            });
            err.flush();
        }
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static Map<String, Object> view(OperatorException refusal) {
        return Map.of("reason", String.valueOf(refusal.getMessage()), "remedy", refusal.remedy());
    }

    private void text(MigrationPlan plan, List<String> statements) {
        summary(plan);
        out.println();
        out.println("Statements, in this order (a large store is read and written in chunks):");
        for (String statement : statements) {
            out.println();
            out.println(statement.strip() + ";");
        }
    }

    /** Prints the plan without its statements. */
    void summary(MigrationPlan plan) {
        KeyValueWriter keyValueWriter = new KeyValueWriter(out);
        keyValueWriter.print(
                "Plan",
                plan.options().direction().word() + " of "
                        + plan.evidence().sessions().name());
        keyValueWriter.print("Database", database.product() + " at " + database.displayUrl());
        keyValueWriter.print("From", release(plan.from()));
        keyValueWriter.print("To", release(plan.to()));
        keyValueWriter.print("Sessions", sessions(plan));
        keyValueWriter.print("Blobs", blobs(plan));
        keyValueWriter.print(
                "Disk space",
                plan.keepsSessions()
                        ? "about " + Formats.bytes(plan.roomBytes()) + " beside the old tables"
                        : "almost none");
        keyValueWriter.print("Time", "about " + Formats.duration(seconds(plan) * 1000));
        keyValueWriter.print("Old tables", oldTables(plan));
        keyValueWriter.print("Warning", plan.warnings());
    }

    private long seconds(MigrationPlan plan) {
        return plan.estimatedSeconds(rateLimit.maxRowsPerSecond());
    }

    private static String oldTables(MigrationPlan plan) {
        return plan.options().keepBackup()
                ? "stay as a backup: " + String.join(", ", MigrationJson.names(plan.backups()))
                : "ARE DROPPED";
    }

    private static String release(RowConventions conventions) {
        return "Jetty " + conventions.release() + ", generation "
                + conventions.generation().id();
    }

    private static String sessions(MigrationPlan plan) {
        TableStatistics statistics = plan.evidence().survey();
        if (plan.options().sessions() == MigrationOptions.Sessions.DROP) {
            return "none is migrated; " + Formats.number(statistics.rows()) + " are left behind";
        }
        long left = statistics.rows() - plan.rowsToMigrate();
        return Formats.number(plan.rowsToMigrate()) + " to migrate"
                + (left == 0 ? "" : "; " + Formats.count(left, "expired one stays", "expired ones stay") + " behind");
    }

    private static String blobs(MigrationPlan plan) {
        TableStatistics statistics = plan.evidence().survey();
        String how = !plan.keepsSessions()
                ? "not read"
                : plan.rewrites() ? "each is checked and rewritten" : "copied unchanged, within the server";
        return Formats.bytes(statistics.blobBytes()) + ", the largest " + Formats.bytes(statistics.largestBlob()) + "; "
                + how;
    }

    private Map<String, Object> view(MigrationPlan plan, List<String> statements) {
        TableStatistics statistics = plan.evidence().survey();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("direction", plan.options().direction().word());
        view.put("database", database.product());
        view.put("url", database.displayUrl());
        view.put("schema", plan.evidence().sessions().name().schema());
        view.put("table", plan.evidence().sessions().name().name());
        view.put("from", plan.from().release());
        view.put("fromGeneration", plan.from().generation().id());
        view.put("to", plan.to().release());
        view.put("toGeneration", plan.to().generation().id());
        view.put("sessions", statistics.rows());
        view.put("sessionsToMigrate", plan.rowsToMigrate());
        view.put("blobBytes", statistics.blobBytes());
        view.put("largestBlob", statistics.largestBlob());
        view.put("tableBytes", plan.evidence().bytes());
        view.put("estimatedSeconds", seconds(plan));
        view.put("keepsBackup", plan.options().keepBackup());
        view.put("warnings", plan.warnings());
        view.put("statements", statements);
        return view;
    }
}
