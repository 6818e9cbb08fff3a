package org.jettyferry.store.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check of a whole store found.
 *
 * @param rows sessions that were read
 * @param sound blobs that the codec read to their end
 * @param findings what is wrong, each as a sentence; empty if nothing is
 * @param comparedWith the backup that the rows were compared with, or empty text
 * @param run the newest run that ended on this store
 * @param quarantine rows that ended runs could not migrate, by run and by the code of their reason
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
