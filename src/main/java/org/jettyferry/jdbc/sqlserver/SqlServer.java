package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.DialectProvider;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** SQL Server through Microsoft's driver. */
public final class SqlServer implements DialectProvider {
    /** SQL Server 2016: the first with {@code datediff_big}, and with {@code hashbytes} of more than 8,000 bytes. */
    private static final int OLDEST = 13;

    private static final int NO_SUCH_FUNCTION = 195;

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:sqlserver:");
    }

    @Override
    public String driverClass() {
        return "com.microsoft.sqlserver.jdbc.SQLServerDriver";
    }

    @Override
    public Map<String, String> connectionProperties() {
        return Map.of(
                "applicationName",
                "jetty-ferry",
                "loginTimeout",
                "15",
                "useBulkCopyForBatchInsert",
                "true",
                // Otherwise the driver sends text in the database's code page: characters it lacks become question
                // marks.
                "sendStringParametersAsUnicode",
                "true",
                // The driver must not replace a broken connection silently: its lock and its transaction are gone.
                "connectRetryCount",
                "0");
    }

    @Override
    public Dialect dialect() {
        return new SqlServerDialect();
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST && !hasMillis(connection)) {
            throw new DatabaseException(
                    ErrorKind.TOO_OLD,
                    "this is SQL Server " + connection.getMetaData().getDatabaseProductVersion()
                            + ", and Ferry needs SQL Server 2016 (13.0) or newer");
        }
        return new SqlServerDialect();
    }

    /** Compatible servers report an old version and may still have the functions that Ferry needs. */
    private static boolean hasMillis(Connection connection) throws SQLException {
        try {
            return Sql.number(connection, "select " + DatabaseProduct.SQLSERVER.now()) > 0;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_FUNCTION) {
                return false;
            }
            throw e;
        }
    }
}
