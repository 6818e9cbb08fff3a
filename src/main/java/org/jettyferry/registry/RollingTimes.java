package org.jettyferry.registry;

import java.util.OptionalLong;

/**
 * When things happened to a schema in a rolling upgrade, in milliseconds since 1970.
 *
 * @param started when it began
 * @param closed when it was closed
 * @param opened when it was opened again; empty while it is closed
 * @param ended when it was done or had failed
 */
public record RollingTimes(OptionalLong started, OptionalLong closed, OptionalLong opened, OptionalLong ended) {
    /** Nothing has happened. */
    public static final RollingTimes NONE =
            new RollingTimes(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    RollingTimes begun(long now) {
        return new RollingTimes(
                started.isPresent() ? started : OptionalLong.of(now), closed, opened, OptionalLong.empty());
    }

    /** Returns it closed; since when, if it was closed already and not opened since. */
    RollingTimes closed(long now) {
        return new RollingTimes(
                started,
                closed.isPresent() && opened.isEmpty() ? closed : OptionalLong.of(now),
                OptionalLong.empty(),
                ended);
    }

    RollingTimes opened(long now) {
        return new RollingTimes(started, closed, OptionalLong.of(now), ended);
    }

    RollingTimes ended(long now) {
        return new RollingTimes(started, closed, opened, OptionalLong.of(now));
    }
}
