package org.jettyferry.store.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a check of a whole store.
 *
 * @param rows sessions that were read
 * @param sound blobs that the codec read to their end
 * @param findings what is wrong, each as a sentence; empty if nothing is
 * @param comparedWith the result of the comparison with the backup, or empty text
 * @param run the newest ended run of this store
 * @param quarantine rows that ended runs could not migrate, by run and by the code of the reason
 */
public record VerifyReport(
        long rows,
        long sound,
        List<String> findings,
        String comparedWith,
        Optional<String> run,
        Map<String, Map<String, Long>> quarantine) {
    public VerifyReport {
        findings = List.copyOf(findings);
    }
}
