package org.jettyferry.rolling;

import org.jettyferry.registry.Schema;

/** Runs the updates that a schema lacks. */
public interface SchemaUpdates {
    /** A site without updates. */
    SchemaUpdates NONE = new SchemaUpdates() {
        @Override
        public void check(Schema schema) {}

        @Override
        public int run(Schema schema) {
            return 0;
        }
    };

    /**
     * Looks whether the updates can run, while the schema is still open: its data may not be fit for them.
     *
     * @throws org.jettyferry.jdbc.OperatorException if they cannot
     */
    void check(Schema schema);

    /**
     * Runs them.
     *
     * @return how many have run
     * @throws org.jettyferry.jdbc.OperatorException if one fails
     */
    int run(Schema schema);
}
