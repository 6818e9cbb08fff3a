package org.jettyferry.store.verify;

import java.util.List;

/**
 * What a check of a whole store found.
 *
 * @param rows sessions that were read
 * @param sound blobs that the codec read to their end
 * @param findings what is wrong, each as a sentence; empty if nothing is
 * @param comparedWith the backup that the rows were compared with, or empty text
 */
public record VerifyReport(long rows, long sound, List<String> findings, String comparedWith) {
    public VerifyReport {
        findings = List.copyOf(findings);
    }
}
