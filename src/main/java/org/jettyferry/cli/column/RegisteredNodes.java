package org.jettyferry.cli.column;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.store.LivingNodes;
import org.jettyferry.registry.Node;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnUsers;
import org.jettyferry.version.SchemaVersion;

/**
 * The living nodes of the registry that may still work with an old column: all that have not said that they work with the
 * version of the schema without it.
 *
 * @param living the living nodes
 * @param version of the schema without the old column; empty if it is not known, so that every living node counts
 */
record RegisteredNodes(LivingNodes living, Optional<SchemaVersion> version) implements ColumnUsers {
    @Override
    public List<String> nodesThatNeedTheOldColumn(ColumnChange change) {
        return living.nodes().stream()
                .filter(node -> !worksWithout(node))
                .map(RegisteredNodes::described)
                .toList();
    }

    private boolean worksWithout(Node node) {
        return version.isPresent() && !node.schemaVersions().isEmpty() && node.worksWith(version.get());
    }

    private static String described(Node node) {
        return node.host() + " of server " + node.server() + " ("
                + (node.schemaVersions().isEmpty()
                        ? "it does not say with which versions of the schema it works"
                        : "it works with versions " + node.schemaVersions())
                + ")";
    }
}
