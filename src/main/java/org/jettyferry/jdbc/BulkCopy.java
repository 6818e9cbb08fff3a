package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Streams the rows of a query into a table, one blob at a time through a rewriter, in constant memory. Runs inside the
 * target connection's transaction and does not commit. Not safe for several threads.
 */
public interface BulkCopy {

    /**
     * Migrates the rows over.
     *
     * @param transfer what to read and where to write
     * @param rewriter decides about each row
     * @return the number of rows written
     * @throws SQLException if either side fails; the caller rolls back
     */
    long run(Transfer transfer, RowRewriter rewriter) throws SQLException;

    /**
     * A transfer.
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

    /** Decides what becomes of a row. */
    @FunctionalInterface
    interface RowRewriter {
        /**
         * Looks at one row. Only valid during the call.
         *
         * @return whether the row is to be written
         */
        boolean rewrite(Row row) throws SQLException;
    }

    /** The row at hand. */
    interface Row {
        /** The value of one of the key columns. */
        String key(int index);

        /** The array that holds the blob, or an empty one where the blob is NULL. */
        byte[] blob();

        /** Where the blob begins. */
        int blobOffset();

        /** Its length; 0 where it is NULL. */
        int blobLength();

        /** Puts these bytes in the blob's place; they are read before the next row is. */
        void replaceBlob(byte[] bytes, int length);
    }
}
