package org.jettyferry.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds the values that name a database. For the registry, its own names win over those of the session store; for each
 * name, the environment wins over the file. The package description has the order as a table. Immutable.
 */
public final class DatabaseLookup {
    /** Jetty's own setting for the URL of the session store. */
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
     * Creates a look-up for the session store.
     *
     * @param environment variables of the process
     * @param file the settings in the file
     */
    public static DatabaseLookup ofStore(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(STORE, environment, file);
    }

    /**
     * Creates a look-up for the registry, which is in the store's database unless a name says otherwise.
     *
     * @param environment variables of the process
     * @param file the settings in the file
     */
    public static DatabaseLookup ofRegistry(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(REGISTRY, environment, file);
    }

    /**
     * Creates a look-up for the login of a server's session store: {@code ferry.store.NAME.user} and so on. In the environment
     * each character of the name that is no letter or digit is an underscore: {@code FERRY_STORE_SHOP_1_USER}.
     *
     * @param server its name
     * @param environment variables of the process
     * @param file the settings in the file
     */
    public static DatabaseLookup ofServer(String server, Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(Collections.singletonList("ferry.store." + server + "."), environment, file);
    }

    /** Returns whether the registry has a URL of its own. */
    public static boolean namesRegistry(Map<String, String> environment, Map<String, String> file) {
        return new DatabaseLookup(REGISTRY.subList(0, 1), environment, file)
                .value("url")
                .isPresent();
    }

    /** Returns the URL; if there is no other, the one that is set for Jetty itself. */
    public Optional<Setting> url() {
        Optional<Setting> url = value("url");
        return url.isPresent() ? url : inFile(JETTY_URL);
    }

    /** Returns the user. */
    public Optional<Setting> user() {
        return value("user");
    }

    /** Returns the password; empty if there is none, or if a password file wins. */
    public Optional<Setting> password() {
        return secret((password, inFile) -> password);
    }

    /** Returns the file whose first line is the password; empty if there is none, or if a password wins. */
    public Optional<Setting> passwordFile() {
        return secret((password, inFile) -> password.isPresent() ? Optional.empty() : inFile);
    }

    /**
     * Chooses at the first prefix that has a password or a file: a weaker password does not replace a stronger file.
     */
    private Optional<Setting> secret(BiFunction<Optional<Setting>, Optional<Setting>, Optional<Setting>> choice) {
        for (String prefix : prefixes) {
            Optional<Setting> password = inEnvironment(prefix, "PASSWORD");
            Optional<Setting> passwordFile = inEnvironment(prefix, "PASSWORD_FILE");
            if (!password.isPresent() && !passwordFile.isPresent()) {
                password = inFile(prefix + "password");
                passwordFile = inFile(prefix + "passwordFile");
            }
            if (password.isPresent() || passwordFile.isPresent()) {
                return choice.apply(password, passwordFile);
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

    private Optional<Setting> at(String prefix, String name) {
        Optional<Setting> found = inEnvironment(prefix, name);
        return found.isPresent() ? found : inFile(prefix + name);
    }

    /** Looks up one name. A bare name is not looked up in the environment: USER is set on every machine. */
    private Optional<Setting> inEnvironment(String prefix, String name) {
        String variable = (prefix + name).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return prefix.isEmpty() ? Optional.empty() : in(environment, variable);
    }

    private Optional<Setting> inFile(String name) {
        return in(file, name);
    }

    private static Optional<Setting> in(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(new Setting(name, value));
    }
}
