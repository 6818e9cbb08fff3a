package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.update.OwnVersion;
import org.jettyferry.version.SchemaVersion;

/**
 * Records the version that the updates of a folder lead to: in the registry, or in the schema itself where that is not named
 * as in a registry. Does nothing if the folder declares none.
 */
final class VersionRecord {
    private final Optional<Registry> registry;
    private final Optional<SchemaVersion> version;

    /**
     * Makes it.
     *
     * @param registry empty if schemata are not named as in the registry
     * @param version what the folder declares
     */
    VersionRecord(Optional<Registry> registry, Optional<SchemaVersion> version) {
        this.registry = registry;
        this.version = version;
    }

    /**
     * Refuses updates that are older than the schema: recording their version would let nodes write to a schema that
     * they do not know.
     */
    void check(String name, Database database) {
        if (version.isEmpty()) {
            return;
        }
        recorded(name, database)
                .filter(recorded -> recorded.compareTo(version.get()) > 0)
                .ifPresent(recorded -> {
                    throw new OperatorException(
                            Kind.REFUSED,
                            "the schema " + name + " has version " + recorded + ", and these updates lead to "
                                    + version.get() + " only",
                            "Take the updates of the newer release. If the schema was restored to an older one, say so"
                                    + " first: ferry schema version "
                                    + (registry.isPresent() ? name + " VERSION" : "--record VERSION")
                                    + ". Nothing was changed.");
                });
    }

    /** Records the version, once all updates have run. */
    void record(String name, Database database, PrintWriter log) {
        if (version.isEmpty() || recorded(name, database).equals(version)) {
            return;
        }
        if (registry.isPresent()) {
            registry.get().schemata().recordVersion(name, version);
        } else {
            new OwnVersion(database).record(version);
        }
        log.println(name + ": has version " + version.get() + " now");
    }

    private Optional<SchemaVersion> recorded(String name, Database database) {
        return registry.isPresent()
                ? registry.get().schemata().named(name).version().map(SchemaVersion::parse)
                : new OwnVersion(database).read();
    }
}
