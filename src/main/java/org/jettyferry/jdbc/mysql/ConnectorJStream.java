package org.jettyferry.jdbc.mysql;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Passes rows to Connector/J for LOAD DATA LOCAL. The protocol has a hazard: a hostile server may answer any statement
 * with a request for any file of this machine. The driver must send nothing but the rows. So files are allowed below a
 * path only that does not exist, and during a load the rows replace every file.
 */
final class ConnectorJStream implements LoadDataWriter.Stream {
    /** With a path, the driver tells the server that it supports LOCAL. */
    static final String PATH_PROPERTY = "allowLoadLocalInfileInPath";

    /** A path that cannot exist. */
    static final String NO_PATH = "/dev/null/no-file";

    @Override
    public long load(Statement statement, String load, InputStream rows) throws SQLException {
        RuntimeProperty<Boolean> allowed = statement
                .getConnection()
                .unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
        JdbcStatement driver = statement.unwrap(JdbcStatement.class);
        driver.setLocalInfileInputStream(rows);
        allowed.setValue(true);
        try {
            long taken = statement.executeLargeUpdate(load);
            driver.setLocalInfileInputStream(null);
            return taken;
        } catch (SQLException | RuntimeException e) {
            forget(driver, e);
            throw e;
        } finally {
            allowed.setValue(false);
        }
    }

    /** Removes the rows. After a lost connection the driver refuses that; the first error is the one to report. */
    private static void forget(JdbcStatement driver, Exception error) {
        try {
            driver.setLocalInfileInputStream(null);
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
    }
}
