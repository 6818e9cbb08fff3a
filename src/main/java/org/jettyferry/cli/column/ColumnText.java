package org.jettyferry.cli.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.update.column.ColumnStatus;
import org.jettyferry.update.column.Phase;

/** How the state of a change is shown. */
final class ColumnText {
    private ColumnText() {}

    /** Returns the members for JSON. */
    static Map<String, Object> view(ColumnStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("table", status.table());
        view.put("oldColumn", status.oldColumn());
        view.put("newColumn", status.newColumn());
        view.put("phase", status.phase().word());
        view.put("release", status.release());
        view.put("rowsDone", status.rowsDone());
        view.put("rowsTotal", Math.max(status.rowsTotal(), status.rowsDone()));
        view.put("agree", status.drift().isNone());
        view.put("disagreeing", status.drift().keys());
        view.put("moreDisagreeing", status.drift().more());
        view.put("conflicts", status.conflicts());
        view.put("oldColumnUsedBy", status.uses());
        return view;
    }

    /** Returns the values for people, by their labels. */
    static Map<String, List<String>> lines(ColumnStatus status) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        lines.put("Table", List.of(status.table()));
        lines.put("Columns", List.of(status.oldColumn() + " (old), " + status.newColumn() + " (new)"));
        lines.put("Phase", List.of(phase(status)));
        status.release().ifPresent(release -> lines.put("Expanded in", List.of("release " + release)));
        if (status.phase() != Phase.NONE) {
            lines.put("Rows", List.of(rows(status)));
        }
        if (!status.drift().isNone()) {
            List<String> keys = new ArrayList<>(status.drift().keys());
            if (status.drift().more()) {
                keys.add("and more");
            }
            lines.put("Disagree", keys);
        }
        if (status.conflicts() > 0) {
            lines.put(
                    "Conflicts",
                    List.of(Formats.count(status.conflicts(), "write", "writes")
                            + " gave both columns values that did not agree; what was lost is in"
                            + " ferry_column_conflict"));
        }
        if (!status.uses().isEmpty()) {
            lines.put("Old column used by", status.uses());
        }
        lines.put("Next", List.of(next(status)));
        return lines;
    }

    private static String rows(ColumnStatus status) {
        return Formats.number(status.rowsDone()) + " of "
                + Formats.number(Math.max(status.rowsTotal(), status.rowsDone())) + " copied";
    }

    private static String phase(ColumnStatus status) {
        return switch (status.phase()) {
            case NONE -> "none: not expanded";
            case ADDING -> "adding: the column and the triggers are being made";
            case COPYING -> "copying: triggers keep both columns in step; rows are being copied";
            case CHECKING -> "checking: all rows are copied, and are being compared";
            case EXPANDED ->
                status.drift().isNone() ? "expanded: both columns agree in every row" : "expanded, but rows disagree";
            case CONTRACTING -> "contracting: the triggers and the old column are being dropped";
            case CONTRACTED -> "contracted: the new column is alone";
            case ABORTING -> "aborting: the triggers and the new column are being dropped";
        };
    }

    private static String next(ColumnStatus status) {
        return switch (status.phase()) {
            case NONE -> "ferry column expand, before the first node of the new release starts";
            case ADDING, COPYING, CHECKING ->
                "If no run is at work: ferry column expand, which goes on. Start no node of the new release before";
            case EXPANDED ->
                status.drift().isNone()
                        ? "Start nodes of the new release. When the last old one is gone: ferry column contract --release"
                                + " ..., in a later release"
                        : "Decide for each of these rows which value is right, and update the other column";
            case CONTRACTING -> "ferry column contract, which goes on";
            case CONTRACTED -> "Nothing";
            case ABORTING -> "ferry column abort, which goes on";
        };
    }
}
