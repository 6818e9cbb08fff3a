package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.ChangeLogSession;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.changelog.PendingChangeSet;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Finds out which updates of a folder a schema lacks.
 *
 * @param connection in auto-commit
 */
record PendingUpdates(Database database, UpdateFolder updates, Connection connection, String schema) {

    /**
     * What was found.
     *
     * @param pending the updates in their order
     * @param mark the mark to set if the change sets among them have all run; empty if it is set
     */
    record Found(List<PendingUpdate> pending, Optional<String> mark) {}

    /** Finds them by a look at each change set. */
    Found find() throws SQLException, ChangeLogException {
        Optional<String> mark = mark().of(updates.checksum());
        List<PendingUpdate> pending = new ArrayList<>();
        boolean complete = true;
        try (ChangeLogSession session =
                ChangeLogSession.open(connection, database.dialect(), schema, updates.folder(), Doubt.ASK)) {
            for (Update update : updates.updates()) {
                if (update instanceof Update.ChangeLog log) {
                    List<PendingChangeSet> changeSets = session.pending(log.file());
                    complete &= changeSets.isEmpty();
                    changeSets.forEach(changeSet -> pending.add(new PendingUpdate.ChangeSet(changeSet)));
                } else {
                    other(update).ifPresent(pending::add);
                }
            }
        }
        return new Found(pending, complete ? mark : Optional.empty());
    }

    /** Finds them too, by the mark alone; empty if that does not say that all change sets have run. Only reads. */
    Optional<Found> findByMark() throws SQLException {
        Optional<String> mark = mark().of(updates.checksum());
        if (mark.isEmpty() || !mark().isSet(mark.get())) {
            return Optional.empty();
        }
        List<PendingUpdate> pending = new ArrayList<>();
        for (Update update : updates.updates()) {
            other(update).ifPresent(pending::add);
        }
        return Optional.of(new Found(pending, Optional.empty()));
    }

    /** Sets the mark if all change sets have run. Whether that succeeds or fails, what has run has run. */
    void rememberIfAllHaveRun() {
        try {
            find().mark().ifPresent(this::remember);
        } catch (SQLException | ChangeLogException e) {
            return; // the next run takes some seconds longer, and tells
        }
    }

    /** Sets a mark. A login that may only read cannot; the next run takes some seconds longer then. */
    void remember(String mark) {
        try {
            mark().set(mark);
        } catch (SQLException e) {
            return; // nothing depends on it
        }
    }

    private UpToDateMark mark() {
        return new UpToDateMark(connection, database.dialect(), schema);
    }

    private Optional<PendingUpdate> other(Update update) throws SQLException {
        if (update instanceof Update.Command command) {
            return command(command);
        }
        if (update instanceof Update.Column column) {
            return ColumnExpansion.pending(connection, database, column);
        }
        if (update instanceof Update.Sessions sessions && new SessionsUpgrade(database, sessions).isPending()) {
            return Optional.of(new PendingUpdate.Sessions(sessions));
        }
        return Optional.empty();
    }

    private Optional<PendingUpdate> command(Update.Command command) throws SQLException {
        Optional<CommandJournal.Entry> entry = new CommandJournal(connection, database.dialect(), schema).find(command);
        if (entry.isEmpty() || entry.get().state() != CommandJournal.State.DONE) {
            boolean cutOff = entry.isPresent() && entry.get().state() == CommandJournal.State.BEGUN;
            return Optional.of(new PendingUpdate.Command(command, cutOff));
        }
        if (!entry.get().hash().equals(CommandJournal.hash(command))) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the command " + command.name() + " has run in schema " + schema + " with other words",
                    "Give what is to run now a name of its own in " + UpdateFolder.FILE + ". Nothing was changed.");
        }
        return Optional.empty();
    }
}
