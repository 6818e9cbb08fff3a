package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.version.SchemaVersion;

/**
 * Records in the registry the version that the updates of a folder lead to. Does nothing if the folder declares none, or
 * the schema is not named as in the registry.
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
        this.registry = version.flatMap(declared -> registry);
        this.version = version;
    }

    /**
     * Refuses updates that are older than the schema: recording their version would let nodes write to a schema that
     * they do not know.
     */
    void check(String name) {
        registry.map(of -> of.schemata().named(name)).flatMap(this::newer).ifPresent(recorded -> {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the schema " + name + " has version " + recorded + ", and these updates lead to "
                            + version.orElseThrow() + " only",
                    "Take the updates of the newer release. If the schema was restored to an older one, say so first:"
                            + " ferry schema version " + name + " VERSION. Nothing was changed.");
        });
    }

    /** Records the version, once all updates have run. */
    void record(String name, PrintWriter log) {
        registry.ifPresent(of -> {
            Schema before = of.schemata().recordVersion(name, version);
            String now = version.orElseThrow().toString();
            if (!before.version().equals(Optional.of(now))) {
                log.println(name + ": has version " + now + " now");
            }
        });
    }

    private Optional<SchemaVersion> newer(Schema schema) {
        return schema.version()
                .map(SchemaVersion::parse)
                .filter(recorded -> recorded.compareTo(version.orElseThrow()) > 0);
    }
}
