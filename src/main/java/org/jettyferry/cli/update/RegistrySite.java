package org.jettyferry.cli.update;

import java.util.Optional;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.update.eligibility.Site;
import org.jettyferry.update.eligibility.Site.SiteNode;
import org.jettyferry.update.eligibility.Site.SiteSchema;
import org.jettyferry.version.SchemaVersion;

/** Reads what the registry says of a site, for the checks. */
final class RegistrySite {
    private RegistrySite() {}

    /** Returns what it says; empty if its tables do not exist. */
    static Optional<Site> of(Registry registry) {
        return registry.exists()
                ? Optional.of(new Site(
                        registry.schemata().list("*").stream()
                                .map(RegistrySite::schema)
                                .toList(),
                        registry.nodes().list().stream()
                                .filter(Node::alive)
                                .map(RegistrySite::node)
                                .toList()))
                : Optional.empty();
    }

    private static SiteSchema schema(Schema schema) {
        return new SiteSchema(schema.name(), schema.version().map(SchemaVersion::parse));
    }

    private static SiteNode node(Node node) {
        return new SiteNode(
                node.server(), node.cluster(), "Jetty " + node.jetty() + " of " + node.server() + " on " + node.host());
    }
}
