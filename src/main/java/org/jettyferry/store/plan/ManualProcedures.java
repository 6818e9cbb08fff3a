package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;

/** Writes the vendors' manual procedure for a store in its present state. */
public final class ManualProcedures {
    private static final String IDS = "JettySessionIds";
    private static final String SESSIONS = "JettySessions";

    private ManualProcedures() {}

    /**
     * Returns the procedure.
     *
     * @param direction up or down
     * @param dialect of the server
     * @param detection the store
     * @throws OperatorException if the table is not Jetty's, or its name may be misspelt
     */
    public static ManualProcedure of(MigrationOptions.Direction direction, Dialect dialect, Detection detection) {
        boolean up = direction == MigrationOptions.Direction.UPGRADE;
        List<String> drops = drops(up ? Generation.TWO : Generation.ONE, dialect, detection);
        List<ManualProcedure.Step> steps = new ArrayList<>();
        if (drops.isEmpty()) {
            steps.add(step("Nothing has to be dropped: " + detection.finding() + ". " + detection.advice()));
        } else {
            steps.add(step("Know the price: every user is logged out. `ferry " + direction.word()
                    + "` does the same and keeps the sessions."));
        }
        steps.add(step("Stop ALL nodes, and make sure that none is left."));
        if (!drops.isEmpty()) {
            steps.add(new ManualProcedure.Step("Drop the session tables.", drops));
        }
        steps.add(step("Start ONE node of the " + (up ? "new" : "old")
                + " release, and open a page of each web application: it makes the tables that are missing."
                + dialect.nodeNeeds().map(need -> " " + need).orElse("")));
        steps.add(step("Only then start the other nodes: two at once may both try to make the tables."));
        return new ManualProcedure(
                up ? "From Jetty 9.3 or older to 9.4 or newer, by hand" : "From Jetty 9.4 or newer to 9.3, by hand",
                steps);
    }

    private static ManualProcedure.Step step(String what) {
        return new ManualProcedure.Step(what, List.of());
    }

    /** Returns the statements that drop the tables with which the target generation cannot work. */
    private static List<String> drops(Generation target, Dialect dialect, Detection detection) {
        if (detection instanceof Detection.Found found) {
            return found.generation() == target ? List.of() : drops(dialect, found.evidence(), true);
        }
        if (detection instanceof Detection.Mixed mixed) {
            return mixed.seen().isEmpty()
                    ? List.of(drop(dialect, Generation.ONE, IDS, mixed.leftOver()))
                    : drops(dialect, mixed.seen().get(), target == Generation.ONE);
        }
        if (detection instanceof Detection.Absent absent && absent.alike().isEmpty()) {
            return List.of();
        }
        throw new OperatorException(Kind.REFUSED, detection.finding(), detection.advice() + " Nothing was changed.");
    }

    private static List<String> drops(Dialect dialect, Evidence evidence, boolean sessions) {
        List<String> drops = new ArrayList<>();
        Optional<TableName> ids = evidence.ids().map(Table::name);
        ids.ifPresent(name -> drops.add(drop(dialect, Generation.ONE, IDS, name)));
        if (sessions) {
            drops.add(drop(
                    dialect,
                    evidence.sessions().generation(),
                    SESSIONS,
                    evidence.sessions().name()));
        }
        return drops;
    }

    /** Returns the statement that drops this table of a generation. */
    private static String drop(Dialect dialect, Generation generation, String word, TableName table) {
        return SqlScript.load(dialect, "drop-generation-" + generation.id()).stream()
                .filter(statement -> statement.matches("(?s).*\\b" + word + "\\b.*"))
                .map(statement -> SqlScript.rename(statement, Map.of(word, table.sql(dialect))))
                .findFirst()
                .orElseThrow();
    }
}
