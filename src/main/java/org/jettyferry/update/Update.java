package org.jettyferry.update;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jettyferry.jetty.JettyRelease;

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
     */
    record Sessions(JettyRelease to) implements Update {
        @Override
        public String name() {
            return "sessions";
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
