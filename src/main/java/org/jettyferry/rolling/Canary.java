package org.jettyferry.rolling;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;

/**
 * The schema that goes first and alone. Behind it a run waits until somebody has accepted how it does on the new server. That a
 * run has one stands in its options, and the canary is its first schema; that it was accepted shows by others having begun.
 *
 * @param schema its name
 * @param accepted asks; blocks until there is an answer
 */
public record Canary(String schema, BooleanSupplier accepted) {
    private static final String MARK = " canary";

    /** Returns the options of a run in words, with the mark of its canary. */
    static String words(String words, Optional<Canary> canary) {
        return canary.isPresent() ? words + MARK : words;
    }

    /**
     * Returns the name of the canary that has not been accepted.
     *
     * @param run that has not ended
     * @param schemata of it, in their order
     * @return empty if the run has none, it was accepted, or nothing comes behind it
     */
    public static Optional<String> pending(RollingRun run, List<RollingSchema> schemata) {
        boolean none = !run.options().endsWith(MARK) || schemata.size() < 2;
        boolean othersBegun = schemata.stream()
                .skip(1)
                .anyMatch(schema -> schema.started().isPresent() || schema.state() != State.WAITING);
        return none || othersBegun
                ? Optional.empty()
                : Optional.of(schemata.get(0).name());
    }
}
