package org.jettyferry.store.transfer;

import java.util.List;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.Transcoded;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.plan.BlobRules;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.RejectRule;
import org.jettyferry.store.table.SessionTable;
import org.jspecify.annotations.Nullable;

/** Rewrites the blobs of rows, and refuses rows that the target cannot hold. For one thread. */
final class RowConverter {
    private static final byte[] NOTHING = {};

    private final SessionChoice choice;
    private final BlobCodec codec;
    private final BlobLayout layout;
    private final SessionTable target;
    private final List<SessionColumn> columns;
    private final long capacity;

    /** Converts all rows. */
    RowConverter(
            MigrationOptions options,
            RowConventions from,
            RowConventions to,
            SessionTable target,
            List<SessionColumn> columns,
            Dialect dialect) {
        this(new WebAppChoice(List.of()), options, from, to, target, columns, dialect);
    }

    /** Converts the rows of a choice; which of them belong to it may depend on their attributes. */
    RowConverter(
            SessionChoice choice,
            MigrationOptions options,
            RowConventions from,
            RowConventions to,
            SessionTable target,
            List<SessionColumn> columns,
            Dialect dialect) {
        this.choice = choice;
        this.codec = new BlobCodec(BlobRules.of(options, from, to));
        this.layout = to.writes();
        this.target = target;
        this.columns = columns;
        this.capacity = dialect.capacity(target.type(SessionColumn.MAP)).orElse(Long.MAX_VALUE);
    }

    /** Returns the row as the target stores it, or the reason for which it cannot. */
    ArrivingSessions.Arriving convert(SourceRow row) {
        String stays = choice instanceof AttributeChoice owner ? owner.stays(codec, row.map()) : "";
        if (!stays.isEmpty()) {
            return refused(row, stays, "its attribute does not say that it moves");
        }
        for (int i = 0; i < columns.size(); i++) {
            SessionColumn column = columns.get(i);
            @Nullable Object value = row.values().get(i);
            if (value == null && column == SessionColumn.SESSION_ID) {
                return refused(row, "NO_SESSION_ID", "the row has no session id");
            }
            if (value instanceof String text && tooLong(text, column)) {
                return refused(row, "TOO_LONG", "its " + column.defaultName() + " does not fit into the column");
            }
        }
        return withMap(row);
    }

    private ArrivingSessions.Arriving withMap(SourceRow row) {
        try {
            byte[] map = row.map();
            Transcoded result = codec.transcode(map, map == null ? 0 : map.length, layout);
            return result.length() > capacity
                    ? refused(
                            row, "TOO_LARGE", "its blob of " + result.length() + " bytes does not fit into the column")
                    : new ArrivingSessions.Arriving(row, "", "", result.toByteArray());
        } catch (BlobException e) {
            return refused(row, e.code().name(), String.valueOf(e.getMessage()));
        }
    }

    /** A refused row holds no values: they may not fit. */
    private ArrivingSessions.Arriving refused(SourceRow row, String code, String reason) {
        List<@Nullable Object> placeholders = columns.stream()
                .<@Nullable Object>map(column -> column.isText() ? "-" : Long.valueOf(1))
                .toList();
        return new ArrivingSessions.Arriving(
                new SourceRow(row.key(), row.check(), placeholders, null), code, reason, NOTHING);
    }

    private boolean tooLong(String text, SessionColumn column) {
        return text.codePointCount(0, text.length()) > RejectRule.width(target.type(column));
    }
}
