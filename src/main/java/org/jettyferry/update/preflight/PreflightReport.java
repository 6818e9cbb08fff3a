package org.jettyferry.update.preflight;

import java.util.List;
import java.util.stream.Stream;

/** What came of all checks, in their order. */
public record PreflightReport(List<CheckResult> results) {
    /** Returns whether a check of severity error has failed. */
    public boolean stops() {
        return results.stream().anyMatch(CheckResult::stops);
    }

    /** Returns the checks that have failed and whose answer has rows that a guided repair can mend. */
    public List<Check> repairable() {
        return results.stream()
                .filter(result -> result.outcome() instanceof CheckResult.Failed failed
                        && failed.rows().count() > 0
                        && result.check().repair().isPresent())
                .map(CheckResult::check)
                .toList();
    }

    /** Returns the same report with another result of one check. */
    PreflightReport with(CheckResult newer) {
        return new PreflightReport(results.stream()
                .map(result -> result.check().equals(newer.check()) ? newer : result)
                .toList());
    }

    Stream<CheckResult> failures() {
        return results.stream().filter(CheckResult::failed);
    }
}
