package org.jettyferry.rolling;

import org.jettyferry.registry.RollingSchema;

/** Hears how a rolling upgrade goes. Several threads may call it at a time. */
public interface RollingListener {
    /** A schema begins a step. */
    void begins(RollingSchema schema);

    /** A schema is done, or has failed. */
    void ended(RollingSchema schema);

    /** Something happens to a schema that the operator wants to know, as a sentence without a full stop. */
    void tell(String schema, String sentence);
}
