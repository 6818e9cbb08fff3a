package org.jettyferry.cli.update;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.changelog.PendingChangeSet;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.Revertibility;
import org.jettyferry.update.column.ExpansionProgress;
import org.jettyferry.update.column.Phase;

/** Shows an update that a schema lacks, as text and for JSON. */
final class PendingText {
    private PendingText() {}

    /** Returns a line: its name, how far a killed run came, and whether there is no way back. */
    static String line(PendingUpdate update) {
        return update.name()
                + progress(update)
                + bracketed(update.revertibility().words());
    }

    private static String bracketed(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    /** Returns how far it is, in one or two words. */
    static String state(PendingUpdate update) {
        return progress(update).isEmpty() ? "to run" : "cut off";
    }

    /** Returns what it does, in a few words. */
    static String description(PendingUpdate update) {
        if (update instanceof PendingUpdate.ChangeSet changeSet) {
            return changeSet.changeSet().description();
        }
        return update instanceof PendingUpdate.Command command
                ? String.join(" ", command.command().words())
                : "";
    }

    private static String progress(PendingUpdate update) {
        if (update instanceof PendingUpdate.Command command && command.cutOff()) {
            return ": begun by a run that was killed";
        }
        if (update instanceof PendingUpdate.Column column && column.progress().phase() != Phase.NONE) {
            ExpansionProgress progress = column.progress();
            return ": " + Formats.number(progress.rowsDone()) + " of " + Formats.number(progress.rowsTotal())
                    + " rows copied";
        }
        if (!(update instanceof PendingUpdate.ChangeSet one) || one.changeSet().applied() == 0) {
            return "";
        }
        PendingChangeSet changeSet = one.changeSet();
        return changeSet.statements() == 0
                ? ": " + Formats.count(changeSet.applied(), "statement", "statements") + " applied"
                : ": " + changeSet.applied() + " of " + Formats.count(changeSet.statements(), "statement", "statements")
                        + " applied";
    }

    /** Returns its fields by name. */
    static Map<String, Object> fields(PendingUpdate update) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (update instanceof PendingUpdate.ChangeSet one) {
            PendingChangeSet changeSet = one.changeSet();
            fields.put("changeSet", changeSet.name());
            fields.put("changeLog", changeSet.file());
            fields.put("description", changeSet.description());
            fields.put("inTransaction", changeSet.transactional());
            fields.put("statements", changeSet.statements());
            fields.put("applied", changeSet.applied());
        } else if (update instanceof PendingUpdate.Command command) {
            fields.put("command", command.command().name());
            fields.put("words", command.command().words());
            fields.put("cutOff", command.cutOff());
        } else if (update instanceof PendingUpdate.Sessions sessions) {
            fields.put("sessions", sessions.declared().to().toString());
        } else if (update instanceof PendingUpdate.Column column) {
            fields.put("column", column.declared().file());
            fields.put("phase", column.progress().phase().word());
            fields.put("rowsDone", column.progress().rowsDone());
            fields.put("rowsTotal", column.progress().rowsTotal());
        }
        fields.put("revertible", update.revertibility() != Revertibility.NO);
        if (update.revertibility() == Revertibility.UNTIL_CONTRACT) {
            fields.put("revertibleUntil", "contract");
        }
        return fields;
    }
}
