package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks all checks. Stateless. */
public final class EligibilityCheck {
    private EligibilityCheck() {}

    /**
     * Compares two versions.
     *
     * @param from what runs now
     * @param to what will run
     * @param rules which classes must be the same in both; both artifacts were read with them
     * @param contextPaths the context paths of the web applications; empty if they are not known
     * @param site what the registry says; empty if there is none
     */
    public static Eligibility of(
            Artifacts from, Artifacts to, List<PackageRule> rules, List<String> contextPaths, Optional<Site> site) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new SessionTableCheck(contextPaths).findings(from.jetty(), to.jetty()));
        findings.addAll(SchemaVersionCheck.findings(from.schemaVersions(), to.schemaVersions(), site));
        findings.addAll(PackageCheck.findings(from.listed(), to.listed(), rules));
        findings.addAll(ClusterCheck.findings(site));
        return Eligibility.of(findings);
    }
}
