package org.jettyferry.jdbc;

import java.util.List;
import java.util.Locale;
import org.jettyferry.jdbc.mysql.MariaDb;
import org.jettyferry.jdbc.mysql.MySql;
import org.jettyferry.jdbc.postgresql.PostgreSql;
import org.jettyferry.jdbc.sqlserver.SqlServer;

/** The list of the supported databases: the only place that names the vendors' packages. */
final class Dialects {
    private static final List<DialectProvider> PROVIDERS =
            List.of(new PostgreSql(), new MySql(), new MariaDb(), new SqlServer());

    private Dialects() {}

    /**
     * Returns the provider for a URL.
     *
     * @throws DatabaseException if no provider accepts the URL
     */
    static DialectProvider forUrl(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return PROVIDERS.stream()
                .filter(provider -> provider.accepts(lower))
                .findFirst()
                .orElseThrow(() -> new DatabaseException(
                        ErrorKind.URL_NOT_UNDERSTOOD,
                        "not a JDBC URL of a supported database; it must start with jdbc:postgresql:, jdbc:mysql:,"
                                + " jdbc:mariadb: or jdbc:sqlserver:"));
    }
}
