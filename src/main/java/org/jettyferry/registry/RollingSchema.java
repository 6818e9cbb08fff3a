package org.jettyferry.registry;

import java.util.OptionalLong;

/**
 * A schema of a rolling upgrade, and how far it has come.
 *
 * @param run the id of the run
 * @param position its place in the run, from 0 on
 * @param name of the schema
 * @param state of it
 * @param step the step that runs, or in which it stopped
 * @param started when it began, in milliseconds since 1970
 * @param closed when it was closed
 * @param opened when it was opened again
 * @param ended when it was done or had failed
 * @param closedVersion the version of the registry from which on it is closed
 * @param updates how many updates have run
 * @param sessions how many sessions have come along
 * @param refused how many could not
 * @param message why it failed, or was skipped; empty if it was not
 */
public record RollingSchema(
        String run,
        int position,
        String name,
        State state,
        RollingStep step,
        OptionalLong started,
        OptionalLong closed,
        OptionalLong opened,
        OptionalLong ended,
        OptionalLong closedVersion,
        long updates,
        long sessions,
        long refused,
        String message) {

    /** The states of a schema. The names are stored and never change. */
    public enum State {
        WAITING("waiting"),
        RUNNING("running"),
        DONE("done"),
        /** It failed and is closed. */
        FAILED("failed, closed"),
        /** It failed and is open on the old server again. */
        REVERTED("failed, open on the old server"),
        SKIPPED("skipped");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Returns the state in words. */
        public String words() {
            return words;
        }
    }

    /** Returns whether the run has nothing left to do for it. */
    public boolean settled() {
        return state == State.DONE || state == State.SKIPPED;
    }

    /** Returns how long it was closed, in milliseconds; empty if it was not, or still is. */
    public OptionalLong closedMillis() {
        return closed.isPresent() && opened.isPresent()
                ? OptionalLong.of(opened.getAsLong() - closed.getAsLong())
                : OptionalLong.empty();
    }

    /** Returns it in another step. */
    public RollingSchema at(RollingStep next) {
        return new RollingSchema(
                run,
                position,
                name,
                State.RUNNING,
                next,
                started,
                closed,
                opened,
                ended,
                closedVersion,
                updates,
                sessions,
                refused,
                "");
    }

    /** Returns it begun. */
    public RollingSchema begun(long millis) {
        return new RollingSchema(
                run,
                position,
                name,
                State.RUNNING,
                step,
                started.isPresent() ? started : OptionalLong.of(millis),
                closed,
                opened,
                OptionalLong.empty(),
                closedVersion,
                updates,
                sessions,
                refused,
                "");
    }

    /** Returns it closed; since when, if it was closed already and not opened since. */
    public RollingSchema closed(long millis, long version) {
        return new RollingSchema(
                run,
                position,
                name,
                state,
                step,
                started,
                closed.isPresent() && opened.isEmpty() ? closed : OptionalLong.of(millis),
                OptionalLong.empty(),
                ended,
                OptionalLong.of(version),
                updates,
                sessions,
                refused,
                message);
    }

    /** Returns it opened. */
    public RollingSchema opened(long millis) {
        return new RollingSchema(
                run,
                position,
                name,
                state,
                step,
                started,
                closed,
                OptionalLong.of(millis),
                ended,
                closedVersion,
                updates,
                sessions,
                refused,
                message);
    }

    /** Returns it with the number of updates that have run. */
    public RollingSchema updated(long count) {
        return new RollingSchema(
                run,
                position,
                name,
                state,
                step,
                started,
                closed,
                opened,
                ended,
                closedVersion,
                updates + count,
                sessions,
                refused,
                message);
    }

    /** Returns it with the numbers of its sessions. */
    public RollingSchema withSessions(long came, long stayed) {
        return new RollingSchema(
                run,
                position,
                name,
                state,
                step,
                started,
                closed,
                opened,
                ended,
                closedVersion,
                updates,
                came,
                stayed,
                message);
    }

    /** Returns it ended. */
    public RollingSchema ended(State how, long millis, String why) {
        return new RollingSchema(
                run,
                position,
                name,
                how,
                step,
                started,
                closed,
                opened,
                OptionalLong.of(millis),
                closedVersion,
                updates,
                sessions,
                refused,
                why);
    }
}
