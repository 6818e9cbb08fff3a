package org.jettyferry.store.plan;

import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.Evidence;

/**
 * Decides which release filled the rows of a store. For generation 1 the table itself shows it; within generation 2 it
 * follows from {@code --from}, the journal or the rows, in this order.
 */
final class SourceRelease {
    private SourceRelease() {}

    /**
     * Returns the release whose conventions the rows follow.
     *
     * @throws OperatorException if the rows do not show it and {@code --from} is missing or does not fit
     */
    static JettyRelease of(MigrationOptions options, Evidence evidence) {
        Generation generation = evidence.sessions().generation();
        Optional<JettyRelease> given = options.from();
        if (given.isPresent() && !evidence.sessions().fits(given.get())) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "--from " + given.get() + " does not fit: the primary key says generation " + generation.id(),
                    "Leave --from out, or name the release that ran on this table. Nothing was changed.");
        }
        Optional<JettyRelease> known = given.or(evidence::release);
        if (known.isEmpty() && evidence.survey().rows() == 0) {
            return generation == Generation.ONE ? JettyRelease.parse("9.3") : JettyRelease.parse("9.4");
        }
        if (known.isPresent() && given.isEmpty() && evidence.releaseGuessed() && mayBe(known.get(), options)) {
            return options.to();
        }
        return known.orElseThrow(() -> new OperatorException(
                Kind.REFUSED,
                "the rows don't tell by which release they were written: " + evidence.releaseReason(),
                "Say it with --from, for example --from 9.4 or --from 12. Nothing was changed."));
    }

    /**
     * Returns whether the rows may already be of the target release. A guess names one of several releases that fill
     * their rows alike, so a guess on the wrong side of the target, with the same conventions, must not refuse the run.
     */
    private static boolean mayBe(JettyRelease guess, MigrationOptions options) {
        JettyRelease to = options.to();
        boolean wrongWay = options.direction() == MigrationOptions.Direction.UPGRADE
                ? guess.compareTo(to) > 0
                : guess.compareTo(to) < 0;
        RowConventions guessed = RowConventions.of(guess);
        RowConventions asked = RowConventions.of(to);
        return wrongWay
                && guessed.generation() == asked.generation()
                && guessed.rootContextPath().equals(asked.rootContextPath())
                && guessed.writes() == asked.writes();
    }
}
