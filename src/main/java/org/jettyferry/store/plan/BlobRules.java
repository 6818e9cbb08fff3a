package org.jettyferry.store.plan;

import java.util.Map;
import java.util.Set;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.jetty.RowConventions;

/** Derives the codec's options from the operator's options and from what the target cannot read. */
public final class BlobRules {
    private BlobRules() {}

    /**
     * Returns the options of the codec for one run.
     *
     * @param asked the operator's options
     * @param from the conventions of the old rows
     * @param to the conventions of the new rows
     */
    public static BlobOptions of(MigrationOptions asked, RowConventions from, RowConventions to) {
        BlobOptions options = BlobOptions.between(from.release(), to.release())
                .dropping(asked.dropAttributes())
                .withoutDefaultFields(Set.copyOf(asked.noDefaultFields()));
        for (Map.Entry<String, String> rename : asked.renames().entrySet()) {
            options = options.renaming(rename.getKey(), rename.getValue());
        }
        return options;
    }
}
