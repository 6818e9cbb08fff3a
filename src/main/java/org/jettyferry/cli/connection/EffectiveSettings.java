package org.jettyferry.cli.connection;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.settings.DatabaseLookup;
import org.jettyferry.settings.Setting;

/**
 * Which of the values that were given in several places is in force: a flag before the environment before a file. The
 * registry's own names are before those of the store.
 *
 * @param flags what stood on the command line, under the names {@code url}, {@code user} and {@code password}
 * @param environment variables of the process
 * @param files what stood in properties files
 * @param passwordFile reads the password in a file of this name
 */
record EffectiveSettings(
        Map<String, String> flags,
        Map<String, String> environment,
        Map<String, String> files,
        UnaryOperator<String> passwordFile) {
    /** @throws UsageException if no database is named */
    ConnectionSettings connection() {
        return connection(DatabaseLookup.ofStore(environment, files));
    }

    /** @throws UsageException if no database is named */
    ConnectionSettings registry() {
        return connection(DatabaseLookup.ofRegistry(environment, files));
    }

    /** The registry's, where the environment or a file names it as such: the flags are the store's. */
    Optional<ConnectionSettings> registryBesideStore() {
        EffectiveSettings withoutFlags = new EffectiveSettings(Map.of(), environment, files, passwordFile);
        return DatabaseLookup.namesRegistry(environment, files)
                ? Optional.of(withoutFlags.registry())
                : Optional.empty();
    }

    private ConnectionSettings connection(DatabaseLookup lookup) {
        String url = flag("url")
                .or(() -> lookup.url().map(EffectiveSettings::legible))
                .orElseThrow(() -> new UsageException("no database was named", """
                        Name one in one of three ways:
                          flags        --url jdbc:postgresql://host/database --user NAME --password-file FILE
                          environment  FERRY_URL, FERRY_USER, FERRY_PASSWORD
                          file         --properties FILE (or ./server.properties) with ferry.url, ferry.user, ferry.password
                        To see Ferry at work without one, start the demo, which brings its own, in a checkout of the sources: mvn -Pdemo"""));
        return new ConnectionSettings(
                url,
                flag("user").or(() -> lookup.user().map(EffectiveSettings::legible)),
                flag("password")
                        .or(() -> lookup.password().map(EffectiveSettings::legible))
                        .or(() -> lookup.passwordFile().map(EffectiveSettings::legible).map(passwordFile)));
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
            throw new UsageException(
                    name + " has letters that are not in this process's locale",
                    "Set LC_ALL=C.UTF-8, or another locale of UTF-8.");
        }
        return value;
    }
}
