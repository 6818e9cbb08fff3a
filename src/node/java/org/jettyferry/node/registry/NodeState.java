package org.jettyferry.node.registry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this node does with requests that the registry does not decide, for the tools to know. Immutable. */
public final class NodeState {
    private final String unknownContext;
    private final String guard;
    private final String guardReason;
    private final String schemaVersions;
    private final String cluster;
    private final boolean readsSessions;

    /**
     * Makes a state.
     *
     * @param unknownContext what a request gets whose context was not looked up yet, in the word of the settings
     * @param guard what the guard keeps closed, in a word; empty if nothing
     * @param guardReason why it does, for people; empty if nothing is closed
     * @param schemaVersions the range of schema versions that it works with, in the form of {@code server.properties}
     * @param cluster the cluster of the application that it joins; empty if none is named
     * @param readsSessions whether its Jetty has loaded a session from the tables
     */
    public NodeState(
            String unknownContext,
            String guard,
            String guardReason,
            String schemaVersions,
            String cluster,
            boolean readsSessions) {
        this.unknownContext = unknownContext;
        this.guard = guard;
        this.guardReason = guardReason;
        this.schemaVersions = schemaVersions;
        this.cluster = cluster;
        this.readsSessions = readsSessions;
    }

    String unknownContext() {
        return unknownContext;
    }

    String guard() {
        return guard;
    }

    String guardReason() {
        return guardReason;
    }

    String schemaVersions() {
        return schemaVersions;
    }

    String cluster() {
        return cluster;
    }

    boolean readsSessions() {
        return readsSessions;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeState && values().equals(((NodeState) other).values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<String> values() {
        return Arrays.asList(
                unknownContext, guard, guardReason, schemaVersions, cluster, String.valueOf(readsSessions));
    }
}
