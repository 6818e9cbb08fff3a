package org.jettyferry.cli;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.database.ConnectionSettings;

/**
 * Which of the values that were given in several places is in force: a flag before the environment before a file.
 *
 * @param flags what stood on the command line, under the names {@code url}, {@code user} and {@code password}
 * @param environment variables of the process
 * @param files what stood in properties files
 */
record Settings(Map<String, String> flags, Map<String, String> environment, Map<String, String> files) {
    private static final String JETTY_URL = "jetty.session.jdbc.driverUrl";

    /** @throws UsageException if no database is named */
    ConnectionSettings connection() {
        String url = value("url")
                .or(() -> given(files, JETTY_URL))
                .orElseThrow(() -> new UsageException("no database was named", """
                        Name one in one of three ways:
                          flags        --url jdbc:postgresql://host/database --user NAME --password-file FILE
                          environment  FERRY_URL, FERRY_USER, FERRY_PASSWORD
                          file         --properties FILE (or ./server.properties) with ferry.url, ferry.user, ferry.password
                        To see Ferry at work without one, start the demo, which brings its own: mvn -Pdemo"""));
        return new ConnectionSettings(url, value("user"), value("password"));
    }

    private Optional<String> value(String name) {
        return given(flags, name)
                .or(() -> given(environment, "FERRY_" + name.toUpperCase(java.util.Locale.ROOT)))
                .or(() -> given(files, "ferry." + name))
                .or(() -> given(files, name));
    }

    private static Optional<String> given(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
