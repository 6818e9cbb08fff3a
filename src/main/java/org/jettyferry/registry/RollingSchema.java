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
 * @param times when things happened to it
 * @param closedVersion the version of the registry from which on it is closed
 * @param counts what was done
 * @param requests what became of its requests
 * @param message why it failed, or was skipped; empty if it was not
 */
public record RollingSchema(
        String run,
        int position,
        String name,
        State state,
        RollingStep step,
        RollingTimes times,
        OptionalLong closedVersion,
        RollingCounts counts,
        RollingRequests requests,
        String message) {

    /** The states of a schema. The names are stored and never change. */
    public enum State {
        WAITING("waiting"),
        RUNNING("running"),
        DONE("done"),
        /** It failed, and is closed unless its times say that it was opened. */
        FAILED("failed, closed"),
        /** It failed and is open on the old server again. */
        REVERTED("failed, open on the old server"),
        SKIPPED("skipped");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /** Returns in words what it does, or how it has ended. */
    public String words() {
        if (state == State.RUNNING) {
            return step.words();
        }
        return state == State.FAILED && opened().isPresent() ? "failed, open on the new server" : state.words;
    }

    /** Returns whether the run has nothing left to do for it. */
    public boolean settled() {
        return state == State.DONE || state == State.SKIPPED;
    }

    /** Returns when it began, in milliseconds since 1970. */
    public OptionalLong started() {
        return times.started();
    }

    /** Returns when it was closed, in milliseconds since 1970. */
    public OptionalLong closed() {
        return times.closed();
    }

    /** Returns when it was opened again, in milliseconds since 1970; empty while it is closed. */
    public OptionalLong opened() {
        return times.opened();
    }

    /** Returns when it was done or had failed, in milliseconds since 1970. */
    public OptionalLong ended() {
        return times.ended();
    }

    /** Returns how many updates have run. */
    public long updates() {
        return counts.updates();
    }

    /** Returns how many sessions have come along. */
    public long sessions() {
        return counts.sessions();
    }

    /** Returns how many sessions could not come along. */
    public long refused() {
        return counts.refused();
    }

    /** Returns how long it was closed, in milliseconds; empty if it was not, or still is. */
    public OptionalLong closedMillis() {
        return closed().isPresent() && opened().isPresent()
                ? OptionalLong.of(opened().getAsLong() - closed().getAsLong())
                : OptionalLong.empty();
    }

    /** Returns how many of its requests nodes have parked. */
    public long parkedRequests() {
        return requests.parked();
    }

    /** Returns how many of its requests nodes have refused. */
    public long refusedRequests() {
        return requests.refused();
    }

    /** Returns it with its requests counted: from its first closing on. */
    public RollingSchema counted(RequestCounts.SchemaRequests now) {
        RollingRequests counted = closed().isPresent() ? requests.until(now) : RollingRequests.from(now);
        return new RollingSchema(run, position, name, state, step, times, closedVersion, counts, counted, message);
    }

    /** Returns it in another step. */
    public RollingSchema at(RollingStep next) {
        return new RollingSchema(run, position, name, State.RUNNING, next, times, closedVersion, counts, requests, "");
    }

    /** Returns it begun. */
    public RollingSchema begun(long now) {
        return at(step).with(times.begun(now));
    }

    /** Returns it closed, from a version of the registry on. */
    public RollingSchema closed(long now, long version) {
        return new RollingSchema(
                run,
                position,
                name,
                state,
                step,
                times.closed(now),
                OptionalLong.of(version),
                counts,
                requests,
                message);
    }

    /** Returns it opened. */
    public RollingSchema opened(long now) {
        return with(times.opened(now));
    }

    /** Returns it with more updates that have run. */
    public RollingSchema updated(long more) {
        return with(new RollingCounts(updates() + more, sessions(), refused()));
    }

    /** Returns it with the numbers of its sessions. */
    public RollingSchema withSessions(long came, long stayed) {
        return with(new RollingCounts(updates(), came, stayed));
    }

    /** Returns it ended. */
    public RollingSchema ended(State how, long now, String why) {
        return new RollingSchema(
                run, position, name, how, step, times.ended(now), closedVersion, counts, requests, why);
    }

    private RollingSchema with(RollingTimes other) {
        return new RollingSchema(run, position, name, state, step, other, closedVersion, counts, requests, message);
    }

    private RollingSchema with(RollingCounts other) {
        return new RollingSchema(run, position, name, state, step, times, closedVersion, other, requests, message);
    }
}
