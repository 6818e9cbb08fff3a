package org.jettyferry.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Which of the values that name a database is in force: the registry's own names before those of the store, and for
 * each name the environment before the file. Immutable.
 */
public final class DatabaseLookup {
    /** By which Jetty's own settings say where the session store is. */
    public static final String JETTY_URL = "jetty.session.jdbc.driverUrl";

    private static final List<String> STORE = Collections.unmodifiableList(Arrays.asList("ferry.", ""));
    private static final List<String> REGISTRY =
            Collections.unmodifiableList(Arrays.asList("ferry.registry.", "ferry.", ""));

    private final List<String> prefixes;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    private DatabaseLookup(List<String> prefixes, Map<String, String> environment, Map<String, String> file) {
        this.prefixes = prefixes;
        this.environment = environment;
        this.file = file;
    }

    /**
     * Looks for the session store.
     *
     * @param environment variables of the process
     * @param file what stands in the file of settings
     */
    public static DatabaseLookup ofStore(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(STORE, environment, file);
    }

    /**
     * Looks for the registry, which is beside the store unless a name says otherwise.
     *
     * @param environment variables of the process
     * @param file what stands in the file of settings
     */
    public static DatabaseLookup ofRegistry(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(REGISTRY, environment, file);
    }

    /** Whether the registry has a URL of its own. */
    public static boolean namesRegistry(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(REGISTRY.subList(0, 1), environment, file)
                .value("url")
                .isPresent();
    }

    /** The URL; the one that Jetty itself is given, if there is no other. */
    public Optional<Setting> url() {
        Optional<Setting> url = value("url");
        return url.isPresent() ? url : inFile(JETTY_URL);
    }

    /** The login. */
    public Optional<Setting> user() {
        return value("user");
    }

    /** The password; empty if there is none, or if a file that is named first holds it. */
    public Optional<Setting> password() {
        return secret((password, inFile) -> password);
    }

    /** The file whose first line is the password; empty if there is none, or if the password is given before it. */
    public Optional<Setting> passwordFile() {
        return secret((password, inFile) -> password.isPresent() ? Optional.empty() : inFile);
    }

    /** The first prefix that has either decides: a password is not looked for behind a file that holds one. */
    private Optional<Setting> secret(BiFunction<Optional<Setting>, Optional<Setting>, Optional<Setting>> choice) {
        for (String prefix : prefixes) {
            Optional<Setting> password = at(prefix, "password");
            Optional<Setting> inFile = inFile(prefix + "passwordFile");
            if (password.isPresent() || inFile.isPresent()) {
                return choice.apply(password, inFile);
            }
        }
        return Optional.empty();
    }

    private Optional<Setting> value(String name) {
        for (String prefix : prefixes) {
            Optional<Setting> found = at(prefix, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A bare name is none for the environment: USER is there on every machine. */
    private Optional<Setting> at(String prefix, String name) {
        String variable = (prefix + name).replace('.', '_').toUpperCase(Locale.ROOT);
        Optional<Setting> found = prefix.isEmpty() ? Optional.empty() : in(environment, variable);
        return found.isPresent() ? found : inFile(prefix + name);
    }

    private Optional<Setting> inFile(String name) {
        return in(file, name);
    }

    private static Optional<Setting> in(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(new Setting(name, value));
    }
}
