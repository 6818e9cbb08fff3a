package org.jettyferry.node.registry;

/** A context as the registry has it. Immutable. */
public final class ContextRow {
    private final String id;
    private final long schemaId;
    private final boolean enabled;
    private final String reason;

    /**
     * Makes a row.
     *
     * @param id the key of {@code ferry_context}
     * @param schemaId the schema that holds its data
     * @param enabled false while it is disabled by itself, in addition to the state of its schema
     * @param reason why it is disabled; empty if none was given
     */
    public ContextRow(String id, long schemaId, boolean enabled, String reason) {
        this.id = id;
        this.schemaId = schemaId;
        this.enabled = enabled;
        this.reason = reason;
    }

    public String id() {
        return id;
    }

    public long schemaId() {
        return schemaId;
    }

    public boolean enabled() {
        return enabled;
    }

    /** Returns why it is disabled; empty if none was given. */
    public String reason() {
        return reason;
    }
}
