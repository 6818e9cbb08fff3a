package org.jettyferry.cli.connection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.database.ConnectionSettings;

/**
 * Which of the values that were given in several places is in force: a flag before the environment before a file. The
 * registry's own names are before those of the store.
 *
 * @param flags what stood on the command line, under the names {@code url}, {@code user} and {@code password}
 * @param environment variables of the process
 * @param files what stood in properties files
 * @param passwordFile reads the password in a file of this name
 */
record Settings(
        Map<String, String> flags,
        Map<String, String> environment,
        Map<String, String> files,
        UnaryOperator<String> passwordFile) {
    private static final String JETTY_URL = "jetty.session.jdbc.driverUrl";
    private static final List<String> STORE = List.of("ferry.", "");
    private static final List<String> REGISTRY = List.of("ferry.registry.", "ferry.", "");

    /** @throws UsageException if no database is named */
    ConnectionSettings connection() {
        return connection(STORE);
    }

    /** @throws UsageException if no database is named */
    ConnectionSettings registry() {
        return connection(REGISTRY);
    }

    /** The registry's, where the environment or a file names it as such: the flags are the store's. */
    Optional<ConnectionSettings> registryBesideStore() {
        Settings withoutFlags = new Settings(Map.of(), environment, files, passwordFile);
        return withoutFlags.value(REGISTRY.subList(0, 1), "url").map(url -> withoutFlags.registry());
    }

    private ConnectionSettings connection(List<String> prefixes) {
        String url = value(prefixes, "url")
                .or(() -> given(files, JETTY_URL))
                .orElseThrow(() -> new UsageException("no database was named", """
                        Name one in one of three ways:
                          flags        --url jdbc:postgresql://host/database --user NAME --password-file FILE
                          environment  FERRY_URL, FERRY_USER, FERRY_PASSWORD
                          file         --properties FILE (or ./server.properties) with ferry.url, ferry.user, ferry.password
                        To see Ferry at work without one, start the demo, which brings its own, in a checkout of the sources: mvn -Pdemo"""));
        return new ConnectionSettings(url, value(prefixes, "user"), value(prefixes, "password"));
    }

    private Optional<String> value(List<String> prefixes, String name) {
        Optional<String> value = given(flags, name);
        for (String prefix : prefixes) {
            value = value.or(() -> given(environment, variable(prefix, name)))
                    .or(() -> given(files, prefix + name))
                    .or(() -> name.equals("password")
                            ? given(files, prefix + "passwordFile").map(passwordFile)
                            : Optional.empty());
        }
        return value;
    }

    /** A bare name is none for the environment: USER is there on every machine. */
    private static String variable(String prefix, String name) {
        return prefix.isEmpty() ? "" : (prefix + name).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Optional<String> given(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value != null && value.indexOf('\uFFFD') >= 0) {
            throw new UsageException(
                    name + " has letters that are not in this process's locale",
                    "Set LC_ALL=C.UTF-8, or another locale of UTF-8.");
        }
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
