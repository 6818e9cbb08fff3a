package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Streams the rows of a query into a table and passes each blob through a rewriter. Memory does not grow with the
 * number of rows. Runs inside the target connection's transaction and does not commit. Not safe for several threads.
 *
 * <pre>
 *   source                          this program                      target
 *   select keys, columns, blob  ->  rewriter(keys, blob)  ->  insert columns, new blob
 *                                     | returns false: the row is left out
 * </pre>
 *
 * <p>The columns between keys and blob pass unchanged: the select has already converted them on the server. The keys
 * are for the rewriter alone, which names with them the rows that it rejects.
 */
public interface BulkCopy {

    /**
     * Copies the rows.
     *
     * @param transfer what to read and where to write
     * @param rewriter decides about each row and may replace its blob
     * @return the number of rows written
     * @throws SQLException if either side fails; the caller rolls back
     */
    long run(Transfer transfer, RowRewriter rewriter) throws SQLException;

    /**
     * The source and the target of a copy.
     *
     * @param select yields first the key columns of the source, then the columns of the target in their order, the blob
     *     last; types equal those of the target's columns
     * @param keyColumns how many leading columns identify the source row and are not written
     * @param target where to write
     * @param columns the target's columns, quoted, the blob last
     */
    record Transfer(String select, int keyColumns, TableName target, List<String> columns) {
        public Transfer {
            columns = List.copyOf(columns);
        }
    }

    /** Decides whether a row is written, and with which blob. */
    @FunctionalInterface
    interface RowRewriter {
        /**
         * Handles one row, which is valid during the call only.
         *
         * @return whether to write the row
         */
        boolean rewrite(Row row) throws SQLException;
    }

    /** The current row. */
    interface Row {
        /** Returns the value of one of the key columns. */
        String key(int index);

        /** Returns the array that holds the blob; empty where the blob is NULL. */
        byte[] blob();

        /** Returns the offset of the blob in the array. */
        int blobOffset();

        /** Returns the length of the blob; 0 where it is NULL. */
        int blobLength();

        /** Replaces the blob. The copy reads the bytes before it reads the next row. */
        void replaceBlob(byte[] bytes, int length);
    }
}
