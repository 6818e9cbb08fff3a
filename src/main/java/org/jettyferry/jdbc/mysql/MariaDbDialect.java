package org.jettyferry.jdbc.mysql;

import org.jettyferry.jdbc.BatchWriter;
import org.jettyferry.jdbc.BulkCopyFactory;

/** The same SQL through MariaDB's driver, which reads and writes rows in other ways than Connector/J. */
final class MariaDbDialect extends MySqlDialect {

    MariaDbDialect(boolean loads) {
        super(loads);
    }

    @Override
    protected int streamingFetchSize() {
        return 1;
    }

    /** Without LOAD DATA, the driver sends a batch as one bulk command. */
    @Override
    public BulkCopyFactory bulkCopies() {
        return new MySqlBulkCopies(this, loads, new MariaDbStream(), BatchWriter::new);
    }
}
