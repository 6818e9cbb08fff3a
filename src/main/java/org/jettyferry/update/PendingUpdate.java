package org.jettyferry.update;

import org.jettyferry.changelog.PendingChangeSet;
import org.jettyferry.update.column.ExpansionProgress;

/** An update that a schema lacks. */
public sealed interface PendingUpdate {
    /** Returns its name, for messages. */
    String name();

    /** Returns whether it can be taken back when it has run. */
    Revertibility revertibility();

    /** Returns whether a declared update, other than a change log, is this one. */
    default boolean isOf(Update update) {
        return false;
    }

    /** A change set of a change log. */
    record ChangeSet(PendingChangeSet changeSet) implements PendingUpdate {
        @Override
        public String name() {
            return changeSet.name();
        }

        @Override
        public Revertibility revertibility() {
            return changeSet.revertible() ? Revertibility.YES : Revertibility.NO;
        }
    }

    /**
     * An external command.
     *
     * @param cutOff whether a killed run had begun it
     */
    record Command(Update.Command command, boolean cutOff) implements PendingUpdate {
        @Override
        public String name() {
            return "the command " + command.name();
        }

        @Override
        public boolean isOf(Update update) {
            return update.equals(command);
        }

        @Override
        public Revertibility revertibility() {
            return Revertibility.NO;
        }
    }

    /**
     * The expansion of a column; until the contraction {@code ferry column abort} takes it back.
     *
     * @param progress how far an earlier run has come
     */
    record Column(Update.Column declared, ExpansionProgress progress) implements PendingUpdate {
        @Override
        public String name() {
            return "the expansion of column " + declared.change().oldColumn() + " of "
                    + declared.change().table() + " to " + declared.change().newColumn();
        }

        @Override
        public boolean isOf(Update update) {
            return update.equals(declared);
        }

        @Override
        public Revertibility revertibility() {
            return Revertibility.UNTIL_CONTRACT;
        }
    }

    /** The upgrade of the session store; a downgrade takes it back. */
    record Sessions(Update.Sessions declared) implements PendingUpdate {
        @Override
        public String name() {
            return "the upgrade of the session store to Jetty " + declared.to();
        }

        @Override
        public boolean isOf(Update update) {
            return update.equals(declared);
        }

        @Override
        public Revertibility revertibility() {
            return Revertibility.YES;
        }
    }
}
