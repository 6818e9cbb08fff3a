package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.table.SessionTable;

/**
 * Pairs the old tables of a plan with the new ones that replace them. A table of ids that the target does not have is
 * in no pair.
 */
public final class Replacements {
    private Replacements() {}

    /** Returns the pairs, the session table first. */
    public static List<TableReplacement> of(MigrationPlan plan, Dialect dialect) {
        return of(plan.evidence(), plan.target(), dialect);
    }

    static List<TableReplacement> of(Evidence evidence, TargetTables.Target target, Dialect dialect) {
        List<TableReplacement> replacements = new ArrayList<>();
        replacements.add(sessions(evidence.sessions(), target));
        Optional<Table> old = evidence.ids();
        if (old.isPresent() && target.ids().isPresent()) {
            List<String> key = List.of(dialect.fold("id"));
            replacements.add(new TableReplacement(
                    old.get().name(), target.ids().get(), key, old.get().primaryKey(), key, Map.of()));
        }
        return replacements;
    }

    private static TableReplacement sessions(SessionTable old, TargetTables.Target target) {
        List<SessionColumn> newKey = target.conventions().generation() == Generation.ONE
                ? List.of(SessionColumn.ROW_ID)
                : SessionColumn.KEY_2;
        String index = "idx_" + old.name().name();
        return new TableReplacement(
                old.name(),
                target.sessions(),
                names(target, target.order()),
                old.table().primaryKey(),
                names(target, newKey),
                Map.of(
                        index + "_expiry",
                        List.of(target.name(SessionColumn.EXPIRY_TIME)),
                        index + "_session",
                        names(target, List.of(SessionColumn.SESSION_ID, SessionColumn.CONTEXT_PATH))));
    }

    private static List<String> names(TargetTables.Target target, List<SessionColumn> columns) {
        return columns.stream().map(target::name).toList();
    }
}
