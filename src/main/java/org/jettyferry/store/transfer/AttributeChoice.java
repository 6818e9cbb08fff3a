package org.jettyferry.store.transfer;

import java.util.Set;
import org.jettyferry.blob.AttributeText;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.table.SessionTable;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose attribute has one of some values, in whatever web application. The codec reads it; no class is loaded.
 *
 * @param attribute its name; its value must be a text
 * @param values of the sessions that are migrated
 */
public record AttributeChoice(String attribute, Set<String> values) implements SessionChoice {
    public AttributeChoice {
        values = Set.copyOf(values);
    }

    @Override
    public String condition(String alias, SessionTable table, RowConventions conventions, Dialect dialect) {
        return "1 = 1";
    }

    /** Returns the code of the reason for which a session stays where it is; empty if it is migrated. */
    String stays(BlobCodec codec, byte @Nullable [] map) {
        try {
            AttributeText text = codec.text(map, map == null ? 0 : map.length, attribute);
            return switch (text.kind()) {
                case ABSENT -> ArrivingSessions.OF_OTHERS;
                case TEXT -> values.contains(text.text()) ? "" : ArrivingSessions.OF_OTHERS;
                case NO_TEXT -> ArrivingSessions.OF_NOBODY;
            };
        } catch (BlobException e) {
            return ArrivingSessions.OF_NOBODY;
        }
    }
}
