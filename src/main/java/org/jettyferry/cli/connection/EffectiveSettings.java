package org.jettyferry.cli.connection;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.settings.DatabaseLookup;
import org.jettyferry.settings.Setting;

/**
 * Decides which value is in force where several places give one: a flag before the environment before a file, and the
 * registry's own names before those of the store.
 *
 * @param flags the values of the command line, named {@code url}, {@code user} and {@code password}
 * @param environment variables of the process
 * @param files the values of properties files
 * @param passwordFile reads the password from a file of this name
 */
record EffectiveSettings(
        Map<String, String> flags,
        Map<String, String> environment,
        Map<String, String> files,
        UnaryOperator<String> passwordFile) {
    /** @throws OperatorException if no database is named */
    ConnectionSettings connection() {
        return connection(DatabaseLookup.ofStore(environment, files));
    }

    /** @throws OperatorException if no database is named */
    ConnectionSettings registry() {
        return connection(DatabaseLookup.ofRegistry(environment, files));
    }

    /** Returns whether a flag, the environment or a file names a database that may hold the registry. */
    boolean namesRegistry() {
        return flag("url").isPresent()
                || DatabaseLookup.ofRegistry(environment, files).url().isPresent();
    }

    /**
     * Returns the registry's database if the environment or a file names one. Flags name the store, and do not count.
     */
    Optional<ConnectionSettings> registryBesideStore() {
        EffectiveSettings withoutFlags = new EffectiveSettings(Map.of(), environment, files, passwordFile);
        return DatabaseLookup.namesRegistry(environment, files)
                ? Optional.of(withoutFlags.registry())
                : Optional.empty();
    }

    /**
     * Returns the login of a server's session store: its own one, or else that of the registry. A user of its own never comes with
     * the registry's password.
     *
     * @param server its name
     * @param registry the URL of the store, with the login of the registry
     */
    StoreLogin storeLogin(String server, ConnectionSettings registry) {
        DatabaseLookup lookup = DatabaseLookup.ofServer(server, environment, files);
        Optional<Setting> user = lookup.user();
        Optional<Setting> secret = lookup.password().or(lookup::passwordFile);
        if (user.isEmpty() && secret.isEmpty()) {
            return new StoreLogin(registry, "that of the registry");
        }
        return new StoreLogin(
                new ConnectionSettings(
                        registry.url(), user.map(EffectiveSettings::legible).or(registry::user), secret(lookup)),
                "that of " + user.or(() -> secret).orElseThrow().name());
    }

    private ConnectionSettings connection(DatabaseLookup lookup) {
        String url = flag("url")
                .or(() -> lookup.url().map(EffectiveSettings::legible))
                .orElseThrow(() -> new OperatorException(Kind.USAGE, "no database was named", """
                        Name one in one of three ways:
                          flags        --url jdbc:postgresql://host/database --user NAME --password-file FILE
                          environment  FERRY_URL, FERRY_USER, FERRY_PASSWORD
                          file         --properties FILE (or ./server.properties) with ferry.url, ferry.user, ferry.password
                        To try Ferry without one, run the demo in a checkout of the sources; it starts its own: mvn -Pdemo"""));
        return new ConnectionSettings(
                url,
                flag("user").or(() -> lookup.user().map(EffectiveSettings::legible)),
                flag("password").or(() -> secret(lookup)));
    }

    private Optional<String> secret(DatabaseLookup lookup) {
        return lookup.password()
                .map(EffectiveSettings::legible)
                .or(() -> lookup.passwordFile().map(EffectiveSettings::legible).map(passwordFile));
    }

    private Optional<String> flag(String name) {
        return Optional.ofNullable(flags.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> legible(name, value));
    }

    private static String legible(Setting setting) {
        return legible(setting.name(), setting.value());
    }

    private static String legible(String name, String value) {
        if (value.indexOf('\uFFFD') >= 0) {
            throw new OperatorException(
                    Kind.USAGE,
                    name + " has characters that this process's locale does not have",
                    "Set LC_ALL=C.UTF-8, or another UTF-8 locale.");
        }
        return value;
    }
}
