package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.preflight.Check;
import org.jettyferry.update.preflight.RepairRow;
import org.jettyferry.update.preflight.RepairSession;
import org.jettyferry.update.preflight.RowStatement;

/** Goes through the rows of failed checks with the operator. What is repaired stays so, whatever comes behind it. */
final class RepairDialog {
    /** What the operator wants of a row, and of those behind it. */
    private enum Answer {
        YES,
        NO,
        ALL,
        QUIT
    }

    private final Database database;
    private final RepairFlags flags;
    private final Terminal terminal;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<Check> tried = new ArrayList<>();
    private int repaired;

    RepairDialog(Database database, RepairFlags flags, Terminal terminal, PrintWriter out, PrintWriter err) {
        this.database = database;
        this.flags = flags;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    /** Returns the checks of which rows were repaired, to be run again. */
    List<Check> tried() {
        return tried;
    }

    /** Returns how many rows were repaired. */
    int repaired() {
        return repaired;
    }

    /**
     * Repairs the rows of these checks, as the operator answers.
     *
     * @return whether the operator has answered for every row
     * @throws OperatorException if a repair fails
     */
    boolean repair(List<Check> checks) {
        if (checks.isEmpty()) {
            out.println("There is nothing to repair: no failed check has rows and a repair for them.");
            return true;
        }
        if (!flags.dryRun && !flags.yes && !terminal.interactive()) {
            err.println("ferry: cannot prompt: standard input or output is not a terminal");
            err.println("Nothing was changed. Pass --yes to repair every row without a prompt.");
            return false;
        }
        for (Check check : checks) {
            if (!repair(check)) {
                err.println("ferry: the repair was ended at the prompt");
                err.println(Formats.count(repaired, "row was repaired and stands", "rows were repaired and stand")
                        + " in ferry_repair. Nothing else was changed.");
                return false;
            }
        }
        return true;
    }

    private boolean repair(Check check) {
        try (RepairSession session = RepairSession.open(database, check)) {
            if (session.statements().isEmpty()) {
                out.println(check.name() + " has no repair for " + database.product() + ".");
                return true;
            }
            List<RepairRow> rows = session.rows();
            out.println();
            out.println((flags.dryRun ? "Would repair " : "Repair of ")
                    + Formats.count(rows.size(), "row", "rows") + " of " + check.name()
                    + ", each in a transaction of its own:");
            session.statements().forEach(this::show);
            if (rows.size() == RepairSession.MOST_ROWS) {
                out.println("These are not all rows. Run the command again for the others.");
            }
            return flags.dryRun ? shown(rows) : answered(check, rows, session);
        }
    }

    private void show(RowStatement statement) {
        statement.text().lines().forEach(line -> out.println("  " + line));
    }

    private boolean shown(List<RepairRow> rows) {
        for (RepairRow row : rows) {
            out.println("With " + key(row));
        }
        out.println("Nothing was changed.");
        return true;
    }

    /** After a question the rows are read again: an application may have changed one of them while Ferry waited. */
    private boolean answered(Check check, List<RepairRow> rows, RepairSession session) {
        boolean all = flags.yes;
        Set<String> found = keys(rows);
        for (RepairRow row : rows) {
            if (!all) {
                Answer answer = ask(row);
                if (answer == Answer.QUIT) {
                    return false;
                }
                if (answer == Answer.NO) {
                    continue;
                }
                all = answer == Answer.ALL;
                found = keys(session.rows());
            }
            if (found.contains(row.key())) {
                repair(check, row, session);
            } else {
                out.println("Not repaired, because the check does not find it any more: " + key(row));
            }
        }
        return true;
    }

    private static Set<String> keys(List<RepairRow> rows) {
        return rows.stream().map(RepairRow::key).collect(Collectors.toSet());
    }

    private void repair(Check check, RepairRow row, RepairSession session) {
        long changed = session.repair(row);
        repaired++;
        if (!tried.contains(check)) {
            tried.add(check);
        }
        out.println("Repaired " + key(row) + ": " + Formats.count(changed, "row changed", "rows changed"));
        out.flush();
    }

    private Answer ask(RepairRow row) {
        out.flush();
        while (true) {
            Optional<String> answer =
                    terminal.ask("Repair " + RowTable.withoutControls(row.text()) + "? [y/n/all/quit] ");
            if (answer.isEmpty()) {
                err.println(); // end the line of the question
                return Answer.QUIT;
            }
            switch (answer.get().strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Answer.YES;
                }
                case "n", "no" -> {
                    return Answer.NO;
                }
                case "all" -> {
                    return Answer.ALL;
                }
                case "q", "quit" -> {
                    return Answer.QUIT;
                }
                default -> err.println("Answer y (this row), n (not this row), all (all rows of this check) or quit.");
            }
        }
    }

    private static String key(RepairRow row) {
        return row.parameters().isEmpty() ? "the rows" : RowTable.withoutControls(row.key());
    }
}
