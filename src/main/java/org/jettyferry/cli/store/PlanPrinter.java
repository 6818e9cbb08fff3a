package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.Json;
import org.jettyferry.cli.output.Labelled;
import org.jettyferry.cli.output.Texts;
import org.jettyferry.cli.terminal.Exit;
import org.jettyferry.database.Database;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.carry.CarryControl;
import org.jettyferry.store.carry.CarryResult;
import org.jettyferry.store.carry.Pace;
import org.jettyferry.store.detect.Survey;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.plan.CarryPlan;

/** Shows a plan. */
final class PlanPrinter {
    private final SessionStore store;
    private final Database database;
    private final Pace pace;
    private final PrintWriter out;

    PlanPrinter(SessionStore store, Database database, Pace pace, PrintWriter out) {
        this.store = store;
        this.database = database;
        this.pace = pace;
        this.out = out;
    }

    /** Shows the plan, and behind it what a run would be refused for; answers the exit code. */
    int print(CarryOptions options, CarryControl control, PrintWriter err, boolean json) {
        Optional<CarryResult> already = store.already(options);
        if (already.isPresent()) {
            nothing(already.get(), json);
            return Exit.DONE;
        }
        return print(store.plan(options), control, err, json);
    }

    private void nothing(CarryResult already, boolean json) {
        if (json) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("direction", already.run().kind());
            view.put("database", database.product());
            view.put("url", database.displayUrl());
            view.put("to", already.run().to());
            view.put("nothingToDo", already.already().orElse(""));
            view.put("sessions", already.sessions());
            view.put("sessionsToCarry", 0);
            view.put("warnings", List.of());
            view.put("statements", List.of());
            view.put("refusals", List.of());
            Json.print(out, view);
        } else {
            new CarryText(out, "").nothingToDo(already);
        }
    }

    private int print(CarryPlan plan, CarryControl control, PrintWriter err, boolean json) {
        List<StoreException.Refused> refusals = store.refusals(plan, control);
        List<String> statements = store.statements(plan);
        if (json) {
            Map<String, Object> view = view(plan, statements);
            view.put("refusals", refusals.stream().map(PlanPrinter::view).toList());
            Json.print(out, view);
        } else {
            text(plan, statements);
            out.flush();
            refusals.forEach(refusal -> {
                err.println("ferry: a run would be refused: " + refusal.getMessage());
                err.println(refusal.remedy());
            });
            err.flush();
        }
        return refusals.isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    private static Map<String, Object> view(StoreException.Refused refusal) {
        return Map.of("reason", String.valueOf(refusal.getMessage()), "remedy", refusal.remedy());
    }

    private void text(CarryPlan plan, List<String> statements) {
        summary(plan);
        out.println();
        out.println("Statements, in their order (a large store is read and written in stretches):");
        for (String statement : statements) {
            out.println();
            out.println(statement.strip() + ";");
        }
    }

    /** The plan without its statements. */
    void summary(CarryPlan plan) {
        Labelled labelled = new Labelled(out);
        labelled.print(
                "Plan",
                plan.options().direction().word() + " of "
                        + plan.evidence().sessions().name());
        labelled.print("Database", database.product() + " at " + database.displayUrl());
        labelled.print("From", release(plan.from()));
        labelled.print("To", release(plan.to()));
        labelled.print("Sessions", sessions(plan));
        labelled.print("Blobs", blobs(plan));
        labelled.print(
                "Room",
                plan.keepsSessions()
                        ? "about " + Texts.bytes(plan.roomBytes()) + " beside the old tables"
                        : "none to speak of");
        labelled.print("Time", "about " + Texts.duration(seconds(plan) * 1000));
        labelled.print("Old tables", oldTables(plan));
        labelled.print("Warning", plan.warnings());
    }

    private long seconds(CarryPlan plan) {
        return plan.estimatedSeconds(pace.maxRowsPerSecond());
    }

    private static String oldTables(CarryPlan plan) {
        return plan.options().keepBackup()
                ? "stay as a backup: " + String.join(", ", CarryJson.names(plan.backups()))
                : "ARE DROPPED";
    }

    private static String release(RowConventions conventions) {
        return "Jetty " + conventions.release() + ", generation "
                + conventions.generation().id();
    }

    private static String sessions(CarryPlan plan) {
        Survey survey = plan.evidence().survey();
        if (plan.options().sessions() == CarryOptions.Sessions.DROP) {
            return "none is carried; " + Texts.number(survey.rows()) + " are left behind";
        }
        long left = survey.rows() - plan.rowsToCarry();
        return Texts.number(plan.rowsToCarry()) + " to carry"
                + (left == 0 ? "" : "; " + Texts.count(left, "expired one stays", "expired ones stay") + " behind");
    }

    private static String blobs(CarryPlan plan) {
        Survey survey = plan.evidence().survey();
        String how = !plan.keepsSessions()
                ? "none is read"
                : plan.rewrites() ? "each is proved and rewritten" : "copied as they are, within the server";
        return Texts.bytes(survey.blobBytes()) + ", the largest " + Texts.bytes(survey.largestBlob()) + "; " + how;
    }

    private Map<String, Object> view(CarryPlan plan, List<String> statements) {
        Survey survey = plan.evidence().survey();
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
        view.put("sessions", survey.rows());
        view.put("sessionsToCarry", plan.rowsToCarry());
        view.put("blobBytes", survey.blobBytes());
        view.put("largestBlob", survey.largestBlob());
        view.put("tableBytes", plan.evidence().bytes());
        view.put("estimatedSeconds", seconds(plan));
        view.put("keepsBackup", plan.options().keepBackup());
        view.put("warnings", plan.warnings());
        view.put("statements", statements);
        return view;
    }
}
