package org.jettyferry.jdbc.mysql;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows for LOAD DATA LOCAL through MySQL's own driver. A server may ask for any file in answer to any statement, so the
 * driver is to hand out nothing but the rows: files are allowed below a path only that does not exist, and while the
 * rows are asked for, they are in every file's place.
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

    /** Of a statement whose connection broke, the driver can't be told anything any more; the error is what counts. */
    private static void forget(JdbcStatement driver, Exception error) {
        try {
            driver.setLocalInfileInputStream(null);
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
    }
}
