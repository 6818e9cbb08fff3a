package org.jettyferry.jdbc.mysql;

import org.jettyferry.jdbc.BatchWriter;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.RowWriter;

/** The same SQL through MariaDB's driver, which reads and writes rows in other ways than Connector/J. */
final class MariaDbDialect extends MySqlDialect {

    MariaDbDialect(boolean loads) {
        super(loads);
    }

    @Override
    protected int streamingFetchSize() {
        return 1;
    }

    @Override
    public BulkCopyFactory bulkCopies() {
        return new MySqlBulkCopies(this, loads, new MariaDbStream(), rowWriter());
    }

    /** The driver sends a batch as one bulk command. */
    @Override
    public RowWriter.Factory rowWriter() {
        return BatchWriter::new;
    }
}
