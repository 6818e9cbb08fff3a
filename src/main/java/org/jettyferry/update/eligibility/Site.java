package org.jettyferry.update.eligibility;

import java.util.List;
import java.util.Optional;
import org.jettyferry.version.SchemaVersion;

/**
 * What the registry of a site says.
 *
 * @param schemata its schemata
 * @param nodes its living nodes
 */
public record Site(List<SiteSchema> schemata, List<SiteNode> nodes) {
    /**
     * A schema.
     *
     * @param version the version that is recorded of it
     */
    public record SiteSchema(String name, Optional<SchemaVersion> version) {}

    /**
     * A living node.
     *
     * @param server its group of nodes that share one version
     * @param cluster the cluster of the application that it joins; empty if it named none
     * @param description the node in a few words
     */
    public record SiteNode(String server, String cluster, String description) {}
}
