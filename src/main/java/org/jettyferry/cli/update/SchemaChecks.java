package org.jettyferry.cli.update;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.update.preflight.PreflightReport;

/**
 * What the checks of one schema came to.
 *
 * @param code its exit code
 * @param report empty if the schema can't be reached
 * @param repaired how many rows were repaired
 * @param error why there is no report; empty if there is one
 */
record SchemaChecks(String schema, int code, Optional<PreflightReport> report, int repaired, Optional<String> error) {
    static SchemaChecks of(String schema, PreflightReport report, int repaired, boolean aborted) {
        int code = report.stops() ? ExitCode.REFUSED : ExitCode.DONE;
        return new SchemaChecks(
                schema, aborted ? ExitCode.ABORTED : code, Optional.of(report), repaired, Optional.empty());
    }

    static SchemaChecks unknown(String schema, int code, String error) {
        return new SchemaChecks(schema, code, Optional.empty(), 0, Optional.of(error));
    }

    boolean aborted() {
        return code == ExitCode.ABORTED;
    }

    /** Returns the exit code of all: a prompt that was not answered, then a failed check, then a schema out of reach. */
    static int exitCode(List<SchemaChecks> all) {
        if (all.stream().anyMatch(SchemaChecks::aborted)) {
            return ExitCode.ABORTED;
        }
        if (all.stream().anyMatch(one -> one.report().isPresent() && one.code() == ExitCode.REFUSED)) {
            return ExitCode.REFUSED;
        }
        long unknown = all.stream().filter(one -> one.report().isEmpty()).count();
        if (unknown == 0) {
            return ExitCode.DONE;
        }
        return unknown == all.size() ? ExitCode.ERROR : ExitCode.PARTLY;
    }
}
