package org.jettyferry.node.decision;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.version.SchemaVersion;
import org.jettyferry.version.VersionRange;

/**
 * Knows the schema versions that this node works with, and which schemata it keeps closed for theirs. The settings win
 * over what the web applications declare. Any thread may read it; {@link SchemaDecisions} changes it.
 */
final class VersionGate {
    private static final Logger LOG = Logger.getLogger(VersionGate.class.getName());

    private Optional<VersionRange> configured = Optional.empty();
    private VersionRange declared = VersionRange.ANY;
    private volatile VersionRange range = VersionRange.ANY;
    private volatile Map<String, String> closed = Collections.emptyMap();

    void configured(Optional<VersionRange> settings) {
        configured = settings;
        range = configured.orElse(declared);
    }

    void declared(VersionRange webapps) {
        declared = webapps;
        range = configured.orElse(declared);
    }

    VersionRange range() {
        return range;
    }

    /** Returns whether this node works with the version of a schema; a schema without one is served as ever. */
    boolean admits(Schema schema) {
        SchemaVersion version = schema.version();
        return version == null || range.contains(version);
    }

    /** Returns why schemata are kept closed and what to do, by their names. */
    Map<String, String> closed() {
        return closed;
    }

    /** Sets which schemata are kept closed, and logs what has changed. */
    void close(Iterable<Schema> schemata) {
        Map<String, String> now = new TreeMap<>();
        schemata.forEach(schema -> now.put(schema.name(), sentence(schema)));
        now.forEach((name, sentence) -> {
            if (!sentence.equals(closed.get(name))) {
                LOG.severe(sentence);
            }
        });
        closed.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> LOG.info("the schema " + name + " is no longer kept closed for its version"));
        closed = Collections.unmodifiableMap(now);
    }

    private String sentence(Schema schema) {
        return "the schema " + schema.name() + " has version " + schema.version() + ", and this node works with "
                + (range.isEmpty()
                        ? "none, because its web applications declare ranges without a common version"
                        : range)
                + ": its contexts get 503. " + remedy(schema)
                + " It is served again by itself once its version is in the range.";
    }

    private String remedy(Schema schema) {
        SchemaVersion version = schema.version();
        if (range.isEmpty()) {
            return "Set schemaVersions in server.properties to the range that the whole node works with.";
        }
        return version != null && range.isAfter(version)
                ? "Update it: ferry run-update " + schema.name() + "."
                : "Start nodes with the newer version of the application, and move the schema to their server if it is"
                        + " another one: ferry schema move " + schema.name() + " SERVER.";
    }
}
