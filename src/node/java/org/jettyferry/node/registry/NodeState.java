package org.jettyferry.node.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What this node does with requests that the registry does not decide, for the tools to know. Immutable. */
public final class NodeState {
    private final String unknownContext;
    private final String guard;
    private final String guardReason;

    /**
     * Makes a state.
     *
     * @param unknownContext what a request gets whose context was not looked up yet, in the word of the settings
     * @param guard what the guard keeps closed, in a word; empty if nothing
     * @param guardReason why it does, for people; empty if nothing is closed
     */
    public NodeState(String unknownContext, String guard, String guardReason) {
        this.unknownContext = unknownContext;
        this.guard = guard;
        this.guardReason = guardReason;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeState
                && unknownContext.equals(((NodeState) other).unknownContext)
                && guard.equals(((NodeState) other).guard)
                && guardReason.equals(((NodeState) other).guardReason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unknownContext, guard, guardReason);
    }
}
