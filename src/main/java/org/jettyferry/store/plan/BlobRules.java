package org.jettyferry.store.plan;

import java.util.Map;
import java.util.Set;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;

/** What the codec is told: the operator's wishes, and what the target would choke on. */
public final class BlobRules {
    private BlobRules() {}

    /**
     * The options of the codec for one run.
     *
     * @param asked what the operator wants
     * @param from how the old rows are filled
     * @param to how the new ones will be
     */
    public static BlobOptions of(MigrationOptions asked, RowConventions from, RowConventions to) {
        BlobOptions options = BlobOptions.DEFAULT
                .dropping(asked.dropAttributes())
                .withoutDefaultFields(Set.copyOf(asked.noDefaultFields()));
        for (Map.Entry<String, String> rename : asked.renames().entrySet()) {
            options = options.renaming(rename.getKey(), rename.getValue());
        }
        return sameLine(from.release(), to.release()) ? options : options.dropping(BlobOptions.JETTY_FORM_ATTRIBUTES);
    }

    private static boolean sameLine(JettyRelease one, JettyRelease other) {
        return one.major() == other.major() && one.minor() == other.minor();
    }
}
