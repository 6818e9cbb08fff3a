package org.jettyferry.jdbc.mysql;

import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows for LOAD DATA LOCAL through MariaDB's own driver, which hands out no file that the statement does not name. */
final class MariaDbStream implements LoadDataWriter.Stream {
    @Override
    public long load(Statement statement, String load, InputStream rows) throws SQLException {
        statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
        return statement.executeLargeUpdate(load);
    }
}
