package org.jettyferry.cli.store;

import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.Registry;
import org.jettyferry.store.detect.NodeHeartbeats;

/**
 * The living nodes of the registry: a session store must not change under them.
 *
 * @param beside the registry, if it is not in the database of the store
 * @param connected the database of the store
 */
public record LivingNodes(Optional<ConnectionSettings> beside, Database connected) implements NodeHeartbeats {
    @Override
    public List<String> living() {
        return nodes().stream().map(LivingNodes::described).toList();
    }

    @Override
    public List<String> livingOf(Generation generation) {
        return nodes().stream()
                .filter(node -> JettyRelease.running(node.jetty())
                        .filter(release -> Generation.of(release) == generation)
                        .isPresent())
                .map(LivingNodes::described)
                .toList();
    }

    /**
     * Returns them as the registry knows them.
     *
     * @throws OperatorException if the registry can't be read
     */
    public List<Node> nodes() {
        try {
            return new Registry(beside.map(Database::connect).orElse(connected))
                    .nodes()
                    .living();
        } catch (DatabaseException e) {
            if (beside.isEmpty()) {
                throw e;
            }
            throw new OperatorException(
                    Kind.REFUSED,
                    "the registry cannot be read for living nodes: " + e.getMessage(),
                    "Nothing was changed. Check FERRY_REGISTRY_URL or ferry.registry.url, or use --assume-stopped if all"
                            + " nodes are stopped.");
        }
    }

    private static String described(Node node) {
        return "a node of server " + node.server() + " on " + node.host() + " (Jetty " + node.jetty() + ", heartbeat "
                + Formats.duration(Math.max(0, node.ageMillis())) + " ago)";
    }
}
