package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;

/** What is looked at before the first change. Each check refuses with what is in the way, by its name, and the remedy. */
final class ColumnChecks {
    /** Kinds of tables whose rows triggers do not reach, or not once; as {@code Catalog.dependents} names them. */
    private static final List<String> UNFIT = List.of(
            "parent table",
            "partition ",
            "inherited table",
            "partitioning",
            "a foreign table",
            "rule ",
            "a subscription",
            "system versioning",
            "period");

    private final ColumnTarget target;
    private final ColumnPair pair;
    private final Lanes lanes;
    private final ColumnJournal journal;

    ColumnChecks(ColumnTarget target, Lanes lanes, ColumnJournal journal) {
        this.lanes = lanes;
        this.target = target;
        this.pair = target.pair();
        this.journal = journal;
    }

    /**
     * Checks whether the change may begin.
     *
     * @param acceptUses whether an index or a view may use the old column until the contraction
     */
    void beforeExpand(boolean acceptUses) throws SQLException {
        columns();
        tableItself();
        triggers();
        uses(acceptUses);
        List<String> sharing = journal.sharing(pair);
        if (!sharing.isEmpty()) {
            throw refused(
                    "another change uses one of these columns: " + String.join(", ", sharing),
                    "End that change first.");
        }
        expressions();
    }

    private void columns() {
        Table.Column oldColumn = target.table()
                .column(pair.oldColumn().name())
                .orElseThrow(() -> refused(
                        "the table " + pair.table() + " has no column "
                                + pair.oldColumn().name(),
                        "Check the key old in the file."));
        if (target.hasNew()) {
            throw refused(
                    "the table " + pair.table() + " has a column "
                            + pair.newColumn().name() + " already, which this change has not made",
                    "Name another new column in the file, or drop that one.");
        }
        if (!oldColumn.nullable()
                && pair.oldDefault().isEmpty()
                && !target.sync().fillsOmitted()) {
            throw refused(
                    "the column " + oldColumn.name() + " must have a value and has no default, so that nodes of the new"
                            + " release, which do not know it, could not insert rows",
                    "Give it a default, or let it be NULL.");
        }
    }

    private void tableItself() throws SQLException {
        List<String> unfit = target.server().dependents(pair.table()).stream()
                .filter(found -> UNFIT.stream().anyMatch(found::startsWith))
                .toList();
        if (!unfit.isEmpty()) {
            throw refused(
                    "triggers do not reach all rows of " + pair.table() + ": it has " + String.join(", ", unfit),
                    "Change this column by hand.");
        }
    }

    private void triggers() throws SQLException {
        List<String> foreign = new ArrayList<>(target.server().triggers(pair.table()));
        for (String own : journal.triggers(pair.table().name())) {
            foreign.removeIf(name -> name.startsWith(own));
        }
        if (!foreign.isEmpty()) {
            throw refused(
                    "the table " + pair.table() + " has a trigger of its own: " + String.join(", ", foreign),
                    "It would run for each row that is copied, before or after those of Ferry. Drop it, and create it"
                            + " again after the contraction.");
        }
    }

    private void uses(boolean accepted) throws SQLException {
        List<ColumnUse> uses =
                target.server().columnUses(pair.table(), pair.oldColumn().name());
        String barring = joined(uses.stream().filter(ColumnUse::bars).toList());
        if (!barring.isEmpty()) {
            throw refused(
                    "the column " + pair.oldColumn().name() + " can't be kept in step: it is used by " + barring,
                    "Drop that first, or change this column by hand.");
        }
        if (!accepted && !uses.isEmpty()) {
            throw refused(
                    "the column " + pair.oldColumn().name() + " is used by " + joined(uses)
                            + ", which would go with it when it is contracted",
                    "Drop that first; or give --accept-uses, make its like for the new column once it is expanded, and drop"
                            + " it before you contract.");
        }
    }

    /** Runs both expressions once, over values that are there. */
    private void expressions() throws SQLException {
        target.connection().setAutoCommit(false);
        try {
            for (String trial : target.sync().trials(pair)) {
                Sql.execute(target.connection(), trial);
            }
            target.sync().agree(pair);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage() + " (type in the file, or of the old column)", "Use another type.");
        } catch (SQLException e) {
            OperatorException told = DatabaseException.of(target.dialect(), "try the expressions up and down", e);
            throw new OperatorException(
                    Kind.REFUSED,
                    String.valueOf(told.getMessage()),
                    "Correct type, up or down in the file. up may name the old column alone, and down the new one; a"
                            + " function or type that is not the server's own needs its schema before its name. Nothing was"
                            + " changed.",
                    e);
        } finally {
            endTrials();
        }
    }

    private void endTrials() {
        try {
            target.connection().rollback();
            target.connection().setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is gone; whatever comes next says so.
        }
    }

    /** Checks whether the old column may go. */
    void beforeContract(String release, ColumnState state, boolean acceptSame, List<String> nodes) throws SQLException {
        if (!acceptSame && state.release().equals(release)) {
            throw refused(
                    "the column was expanded in this same release, " + release,
                    "Contract it in the next one, when no node of an older release can come back; or give"
                            + " --accept-same-release.");
        }
        if (!nodes.isEmpty()) {
            throw refused(
                    "living nodes need the column " + pair.oldColumn().name() + ": " + String.join(", ", nodes),
                    "Stop them, or start them with the new release; --schema-version names the version of the schema that they must"
                            + " work with. --assume-stopped ignores them.");
        }
        List<ColumnUse> uses =
                target.server().columnUses(pair.table(), pair.oldColumn().name());
        if (!uses.isEmpty()) {
            throw refused(
                    "the column " + pair.oldColumn().name() + " is used by " + joined(uses),
                    "Make its like for the column " + pair.newColumn().name() + ", and drop it.");
        }
        Drift drift = new DriftSearch(target, lanes, state.rowsTotal()).inAll();
        if (!drift.isNone()) {
            throw new OperatorException(Kind.REFUSED, disagree(drift), remedy() + " Nothing was changed.");
        }
    }

    /** Says which rows do not agree. */
    String disagree(Drift drift) {
        return "the columns " + pair.oldColumn().name() + " and "
                + pair.newColumn().name() + " do not agree in rows with "
                + String.join(", ", pair.key()) + " = " + drift;
    }

    /** Says how to make rows agree. */
    String remedy() {
        return "Something has written past the triggers. Decide for each row which value is right, and update the other"
                + " column by hand; then run the same command again.";
    }

    private static String joined(List<ColumnUse> uses) {
        return uses.stream().map(ColumnUse::toString).collect(Collectors.joining(", "));
    }

    private static OperatorException refused(String what, String remedy) {
        return new OperatorException(Kind.REFUSED, what, remedy + " Nothing was changed.");
    }
}
