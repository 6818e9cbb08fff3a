package org.jettyferry.update;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Runs an external command once, under the lock, and records how far it came. */
final class CommandRun {
    private static final long LOOK_MILLIS = 200;

    private final ConnectionSettings settings;
    private final UpdateFolder updates;
    private final CommandJournal journal;
    private final UpdateLock lock;

    CommandRun(Database database, String schema, UpdateFolder updates, Connection work, UpdateLock lock) {
        this.settings = database.settings();
        this.updates = updates;
        this.journal = new CommandJournal(work, database.dialect(), schema);
        this.lock = lock;
    }

    /**
     * Runs the command.
     *
     * @param doubt what to do if it was cut off before
     * @throws OperatorException if it fails, or nobody can tell whether it is done
     */
    void run(Update.Command command, Doubt doubt, UpdateListener listener) throws SQLException {
        Optional<CommandJournal.Entry> before = journal.find(command);
        if (before.isPresent() && before.get().state() == CommandJournal.State.BEGUN) {
            endLeft(before.get(), listener);
            if (!command.repeatable() && doubt == Doubt.ASK) {
                throw inDoubt(command, before.get());
            }
            if (!command.repeatable() && doubt == Doubt.ASSUME_APPLIED) {
                journal.end(command, CommandJournal.State.DONE, 0, "taken as done");
                return;
            }
        }
        listener.begins("the command " + command.name());
        journal.begin(command);
        await(command, start(command, listener));
    }

    private static void endLeft(CommandJournal.Entry entry, UpdateListener listener) {
        if (entry.host().equals(LocalHost.name()) && ExternalCommand.endLeft(entry.process(), entry.processStarted())) {
            listener.tell("A killed update has left a command running, process " + entry.process()
                    + " of this machine, which was ended");
        }
    }

    private ExternalCommand start(Update.Command command, UpdateListener listener) throws SQLException {
        try {
            return ExternalCommand.start(updates.folder(), command, settings, listener);
        } catch (IOException e) {
            journal.end(command, CommandJournal.State.FAILED, -1, String.valueOf(e.getMessage()));
            throw failed(command, "could not be started: " + e.getMessage());
        }
    }

    private void await(Update.Command command, ExternalCommand process) throws SQLException {
        long end = System.nanoTime() + command.timeLimit().toNanos();
        boolean ended = false;
        try {
            journal.process(command, process.pid(), process.started());
            process.go();
            Optional<Integer> exit = Optional.empty();
            while (exit.isEmpty() && System.nanoTime() - end < 0) {
                exit = process.await(LOOK_MILLIS);
                lock.check();
            }
            ended = exit.isPresent();
            finish(command, process, exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            if (!ended) {
                process.end();
            }
        }
    }

    private void finish(Update.Command command, ExternalCommand process, Optional<Integer> exit) throws SQLException {
        if (exit.isEmpty()) {
            process.end();
        }
        boolean done = exit.isPresent() && exit.get() == 0;
        journal.end(
                command,
                done ? CommandJournal.State.DONE : CommandJournal.State.FAILED,
                exit.orElse(-1),
                process.output());
        if (!done) {
            throw failed(
                    command,
                    exit.map(code -> "ended with exit code " + code)
                            .orElse("did not end within " + command.timeLimit().toSeconds() + " s, and was ended"));
        }
    }

    private static OperatorException failed(Update.Command command, String why) {
        return new OperatorException(
                Kind.RESUMABLE,
                "the command " + command.name() + " " + why,
                "The updates before it are kept, those behind it have not run. Mend it and run the same command again:"
                        + " it begins anew.");
    }

    private static OperatorException inDoubt(Update.Command command, CommandJournal.Entry entry) {
        return new OperatorException(
                Kind.REFUSED,
                "a killed run had begun the command " + command.name() + " on " + entry.host()
                        + ", and nobody can tell whether its work is done",
                "Look at what it should have done, and run the same command again with --assume-applied or"
                        + " --assume-not-applied. A command that finds that out itself may be declared repeatable: true.");
    }
}
