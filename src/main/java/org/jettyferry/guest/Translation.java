package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;

/**
 * How a node's statements are translated for the store as it looks now. Immutable.
 *
 * @param form what the tables look like
 * @param values translates all columns but the attributes
 * @param toStore rewrites attributes for the store
 * @param toNode rewrites attributes for the node
 * @param changesBlobs whether attributes are rewritten at all
 */
record Translation(StoreForm form, RowValues values, Blobs toStore, Blobs toNode, boolean changesBlobs) {
    private static final JettyRelease NEWEST_OF_GENERATION_ONE = JettyRelease.parse("9.3");

    /** Returns the translation for a node of this release. */
    static Translation of(StoreForm form, JettyRelease node, GuestOptions options) {
        RowConventions mine = RowConventions.of(node);
        RowConventions stored = RowConventions.of(rows(form, node, options));
        Map<String, String> back =
                options.renames().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        boolean sameLine = node.isSameLine(stored.release()) && mine.writes() == stored.writes();
        return new Translation(
                form,
                new RowValues(mine, stored, options),
                new Blobs(mine, stored, back),
                new Blobs(stored, mine, options.renames()),
                !sameLine || !options.renames().isEmpty());
    }

    /** Returns the release whose conventions the rows follow. What the site names counts for its own generation. */
    private static JettyRelease rows(StoreForm form, JettyRelease node, GuestOptions options) {
        return options.rows()
                .filter(named -> Generation.of(named) == form.generation())
                .orElse(form.generation() == Generation.ONE ? NEWEST_OF_GENERATION_ONE : node);
    }

    /** Rewrites attributes as they are stored; {@link Blobs#rewritten} says how to use them. */
    <R> R stored(MapBytes map, MapBytes.Use<R> use) throws SQLException {
        return changesBlobs ? toStore.rewritten(map, use) : use.of(map);
    }

    /** Returns whether it fits tables that look so. */
    boolean isFor(StoreForm tables) {
        return form.equals(tables);
    }

    /** Returns whether the tables are of generation 1. */
    boolean isGenerationOne() {
        return form.generation() == Generation.ONE;
    }
}
