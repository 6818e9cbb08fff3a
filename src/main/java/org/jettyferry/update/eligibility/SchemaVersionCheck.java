package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;
import org.jettyferry.update.eligibility.Site.SiteSchema;
import org.jettyferry.version.ApplicationFile;
import org.jettyferry.version.SchemaVersion;
import org.jettyferry.version.VersionRange;

/** Checks whether both versions work with the version that each schema has. */
final class SchemaVersionCheck {
    private SchemaVersionCheck() {}

    static List<Finding> findings(Optional<VersionRange> from, Optional<VersionRange> to, Optional<Site> site) {
        if (from.isEmpty() && to.isEmpty()) {
            return List.of(notChecked("neither version declares schemaVersions in " + ApplicationFile.NAME));
        }
        List<Finding> findings = new ArrayList<>();
        if (from.isEmpty() || to.isEmpty()) {
            findings.add(notChecked((from.isEmpty() ? "--from" : "--to") + " declares no schemaVersions in "
                    + ApplicationFile.NAME + ", so it counts as one that works with any"));
        }
        VersionRange old = from.orElse(VersionRange.ANY);
        VersionRange both = old.and(to.orElse(VersionRange.ANY));
        if (both.isEmpty()) {
            findings.add(obstacle(
                    "the running version works with the schema versions " + old + ", the new one with "
                            + to.orElseThrow() + ": no schema version is in both",
                    "Take a version between them that works with both, or stop all nodes of a schema while it is"
                            + " updated."));
        } else if (site.isEmpty()) {
            findings.add(
                    notChecked("without a registry nothing is known of the schemata; both versions work with " + both));
        } else {
            site.get().schemata().forEach(schema -> findings.addAll(finding(schema, old, both)));
        }
        return findings;
    }

    private static List<Finding> finding(SiteSchema schema, VersionRange old, VersionRange both) {
        if (schema.version().isEmpty()) {
            return List.of(notChecked("the schema " + schema.name() + " has no recorded version"));
        }
        SchemaVersion version = schema.version().get();
        if (both.contains(version)) {
            return List.of();
        }
        String who = old.contains(version)
                ? "the new version does not work with it"
                : "the running version does not work with it";
        return List.of(obstacle(
                "the schema " + schema.name() + " has version " + version + ", and " + who + "; both work with " + both,
                both.isAfter(version)
                        ? "Update it to a version of " + both + " before the first new node starts: ferry run-update "
                                + schema.name() + "."
                        : "Take a new version that works with " + version + "."));
    }

    private static Finding obstacle(String reason, String remedy) {
        return new Obstacle(Check.SCHEMA_VERSIONS, reason, remedy);
    }

    private static Finding notChecked(String why) {
        return new NotChecked(Check.SCHEMA_VERSIONS, why);
    }
}
