package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.BatchWriter;
import org.jettyferry.jdbc.RowWriter;

/** The same SQL through MariaDB's driver, which streams and writes rows in other ways than Connector/J. */
final class MariaDbDialect extends MySqlDialect {

    MariaDbDialect(boolean loads) {
        super(loads);
    }

    @Override
    protected int streamingFetchSize() {
        return 1;
    }

    @Override
    LoadDataWriter.Stream loadStream() {
        return new MariaDbStream();
    }

    /** The driver sends a batch as one bulk command. */
    @Override
    RowWriter insertWriter(Connection target, String table, List<String> columns, int[] types) throws SQLException {
        return new BatchWriter(target, table, columns, types);
    }
}
