package org.jettyferry.update;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.update.column.ColumnChange;

/** One update that a folder declares. */
public sealed interface Update {
    /** Returns what tells it apart from the others of its folder. */
    String name();

    /**
     * A change log of Liquibase.
     *
     * @param file relative to the folder
     */
    record ChangeLog(String file) implements Update {
        @Override
        public String name() {
            return file;
        }
    }

    /**
     * The upgrade of the session store in the schema, if it holds one.
     *
     * @param to the release of Jetty that will read the sessions
     * @param names of the store's tables and columns
     */
    record Sessions(JettyRelease to, StoreNames names) implements Update {
        @Override
        public String name() {
            return "sessions";
        }
    }

    /**
     * The expansion of a column: a new one beside the old one, in step with it. It is contracted by a command of its own, in a
     * later release.
     *
     * @param file relative to the folder
     * @param change what the file says
     * @param acceptUses whether an index or a view may use the old column until the contraction
     */
    record Column(String file, ColumnChange change, boolean acceptUses) implements Update {
        @Override
        public String name() {
            return file;
        }
    }

    /**
     * A program outside Ferry. It runs in the folder, with {@code FERRY_URL}, {@code FERRY_USER} and
     * {@code FERRY_PASSWORD} in its environment.
     *
     * @param name what it is recorded under
     * @param words the program and its arguments
     * @param timeLimit how long it may run
     * @param environment further variables
     * @param repeatable whether it may run once more after it was cut off, because it finds out itself what is done
     */
    record Command(
            String name, List<String> words, Duration timeLimit, Map<String, String> environment, boolean repeatable)
            implements Update {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }
}
