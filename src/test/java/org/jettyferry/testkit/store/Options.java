package org.jettyferry.testkit.store;

import org.jettyferry.store.plan.MigrationOptions;

/** The options of a plain upgrade and a plain downgrade. */
public final class Options {
    private Options() {}

    /** To 12, blobs rewritten. */
    public static MigrationOptions upgrade() {
        return MigrationRequest.upgrade("12").options();
    }

    /** From 12 to 9.3. */
    public static MigrationOptions downgrade() {
        return MigrationRequest.downgrade("9.3").from("12").options();
    }
}
