package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.verify.Checksums;

/**
 * Finds out at the swap whether a row of the old table was written since the copy began, without reading a blob.
 *
 * <p>It compares the versions that the server gives to rows. They are taken before the first row is copied. If they are
 * the same at the swap, each row is still the one that was copied and whose blob the verification has compared. If they
 * differ, this says nothing: the server also moves rows by itself (VACUUM FULL).
 *
 * <p>Nothing is known in a run that another process has begun, nor where rows have no version. For blobs that passed
 * through this program it is not asked: their sums also tell whether they were read as they stand there.
 */
final class SourceVersions {
    private Optional<Checksums> before = Optional.empty();

    /** Notes the versions, unless rows were copied already. */
    void note(RunContext context, Run run) throws SQLException {
        boolean fresh = run.watermark().isEmpty() && run.tally().rows() == 0;
        before = fresh && !context.plan().rewrites() ? ask(context) : Optional.empty();
    }

    /** Returns whether it is certain that no row was written. */
    boolean areSame(RunContext context) throws SQLException {
        return before.isPresent()
                && ask(context)
                        .filter(now -> now.differences(before.get()).isEmpty())
                        .isPresent();
    }

    private static Optional<Checksums> ask(RunContext context) throws SQLException {
        Optional<String> query = context.statements().versions();
        return query.isPresent() ? Optional.of(Checksums.ask(context.connection(), query.get())) : Optional.empty();
    }
}
