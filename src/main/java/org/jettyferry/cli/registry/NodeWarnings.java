package org.jettyferry.cli.registry;

import java.util.List;

/** Warns of nodes that may serve requests of what a command takes out of service or moves. */
final class NodeWarnings {
    private NodeWarnings() {}

    /**
     * Warns of nodes that let the first request of a context through before they know that it is disabled or moved.
     *
     * @param nodes describes them; empty if there are none
     */
    static List<String> ofLettingThrough(String nodes) {
        return nodes.isEmpty()
                ? List.of()
                : List.of("nodes with unknownContext=through: " + nodes + ".\n"
                        + "The first request of a context on such a node reaches the application, although the context"
                        + " is disabled or has moved; what it writes can be lost. Set unknownContext=wait in"
                        + " server.properties there, which needs no restart, before you change the data.");
    }

    /**
     * Warns of nodes without contact to the registry: they go on serving what they last read from it.
     *
     * @param nodes describes them; empty if there are none
     */
    static List<String> ofUnseen(String nodes) {
        return nodes.isEmpty()
                ? List.of()
                : List.of("nodes without recent contact to the registry: " + nodes + ".\n"
                        + "If one still runs, it serves the schema as before the move, unless registryLease is set there."
                        + " Make sure that it is stopped before you enable the schema.");
    }

    /**
     * Warns of nodes that answer 503 for the contexts of a schema because of its version.
     *
     * @param nodes describes them; empty if there are none
     */
    static List<String> ofNotWorkingWith(String version, String nodes) {
        return nodes.isEmpty()
                ? List.of()
                : List.of("nodes that do not work with version " + version + ": " + nodes + ".\n"
                        + "They answer 503 for the contexts of the schema until its version is in their range"
                        + " (schemaVersions; see: ferry node list), or it is on another server.");
    }
}
