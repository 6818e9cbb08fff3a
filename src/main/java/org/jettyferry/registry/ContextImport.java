package org.jettyferry.registry;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Imports contexts from a stream of lines, a chunk in each transaction: the memory does not grow with their number, and
 * a killed import can be run again.
 */
final class ContextImport {
    /** Other writers wait while a chunk is written. Larger chunks save no more time per line. */
    private static final int CHUNK = 1000;

    private final RegistrySchema registrySchema;
    private final boolean skipErrors;
    private final ImportListener listener;
    private final List<ContextLine> chunk = new ArrayList<>(CHUNK);
    private long lines;
    private long added;
    private long renamed;
    private long skipped;

    ContextImport(RegistrySchema registrySchema, boolean skipErrors, ImportListener listener) {
        this.registrySchema = registrySchema;
        this.skipErrors = skipErrors;
        this.listener = listener;
    }

    ImportResult run(Connection connection, Reader csv) throws SQLException {
        try (ContextFile file = new ContextFile(csv)) {
            for (Optional<ContextLine> line = file.next(); line.isPresent(); line = file.next()) {
                chunk.add(line.get());
                if (chunk.size() == CHUNK) {
                    flush(connection);
                }
            }
            flush(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ContextFile.Unreadable e) {
            flush(connection);
            throw stopped(e.line(), e.reason(), ""); // the start of the next line is unknown: nothing can be skipped
        }
        return new ImportResult(lines, added, renamed, skipped);
    }

    private static OperatorException stopped(long line, String reason, String orElse) {
        return new OperatorException(
                Kind.FAILED,
                "line " + line + ": " + reason,
                "The lines before it are in. Correct the line and import the file again" + orElse + ".");
    }

    private void flush(Connection connection) throws SQLException {
        if (chunk.isEmpty()) {
            return;
        }
        Done done = registrySchema.change(connection, "import contexts", this::take);
        added += done.added();
        renamed += done.renamed();
        lines += chunk.size();
        chunk.clear();
        listener.progress(lines);
        for (Bad bad : done.bad()) {
            if (!skipErrors) {
                throw stopped(bad.line(), bad.reason(), ", or say --skip-errors");
            }
            skipped++;
            listener.skipped(bad.line(), bad.reason());
        }
    }

    /** Adds the chunk up to the first bad line, or all its good lines if bad ones are skipped. May run again. */
    private Done take(RegistryTransaction transaction) throws SQLException {
        List<Bad> bad = new ArrayList<>();
        ContextBatch batch = new ContextBatch(transaction, chunk);
        for (ContextLine line : chunk) {
            batch.add(line).ifPresent(reason -> bad.add(new Bad(line.number(), reason)));
            if (!bad.isEmpty() && !skipErrors) {
                break;
            }
        }
        transaction.describe(
                "of " + chunk.size() + " lines, the first is " + chunk.get(0).number());
        return new Done(batch.flush(), batch.renamed(), bad);
    }

    private record Done(long added, long renamed, List<Bad> bad) {}

    private record Bad(long line, String reason) {}
}
