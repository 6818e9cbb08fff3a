package org.jettyferry.jdbc.mysql;

import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;

/** Passes rows to MariaDB's driver for LOAD DATA LOCAL. That driver sends only a file that the statement names. */
final class MariaDbStream implements LoadDataWriter.Stream {
    @Override
    public long load(Statement statement, String load, InputStream rows) throws SQLException {
        statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
        return statement.executeLargeUpdate(load);
    }
}
