package org.jettyferry.cli.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.settings.KnownSettings;
import org.jettyferry.settings.SettingsFile;
import org.jettyferry.settings.SettingsFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The flags that name a database and its login. Flags come before the environment, and that before files; see
 * {@link EffectiveSettings}.
 */
public class ConnectionFlags {
    /** Names the settings file, for the nodes as well. */
    private static final String FILE_VARIABLE = "FERRY_PROPERTIES";

    @Option(
            order = 51,
            names = "--url",
            paramLabel = "URL",
            description = "JDBC URL of the database. Environment: FERRY_URL.")
    Optional<String> url = Optional.empty();

    @Option(order = 52, names = "--user", paramLabel = "NAME", description = "Database user. Environment: FERRY_USER.")
    Optional<String> user = Optional.empty();

    @Option(
            order = 53,
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the password. Environment: FERRY_PASSWORD_FILE; FERRY_PASSWORD is the password itself.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(order = 54, names = "--ask-password", description = "Ask for the password on the terminal.")
    boolean askPassword;

    @Option(
            order = 55,
            names = "--properties",
            paramLabel = "FILE",
            description = "File with ferry.url, ferry.user, ferry.password and Jetty's own property names, or one of"
                    + " Jetty's files in start.d. Environment: FERRY_PROPERTIES. Default: ./server.properties, if it"
                    + " exists.")
    List<Path> files = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec command;

    private boolean warned;

    /** Files already checked for misspelt names, so that each warning appears once. */
    private final Set<Path> checked = new HashSet<>();

    /** Known from other programs, and refused here: every user of the machine could read it. */
    @Option(order = 60, names = "--password", arity = "0..1", fallbackValue = "", hidden = true)
    @Nullable
    String refusedPassword;

    /**
     * Returns the connection to the session store.
     *
     * @param invocation the environment and folder to search
     * @throws OperatorException if no database is named, or a file cannot be read
     */
    public final ConnectionSettings connection(Invocation invocation) {
        return withTyped(settings(invocation).connection(), invocation);
    }

    /**
     * Returns the connection to the registry, for commands that work on the registry only.
     *
     * @param invocation the environment and folder to search
     * @throws OperatorException if no database is named, or a file cannot be read
     */
    public final ConnectionSettings registry(Invocation invocation) {
        return withTyped(settings(invocation).registry(), invocation);
    }

    /**
     * Returns the connection to the registry, for commands that can do without one.
     *
     * @param invocation the environment and folder to search
     * @return empty if no database is named
     * @throws OperatorException if a file cannot be read
     */
    public final Optional<ConnectionSettings> registryIfNamed(Invocation invocation) {
        EffectiveSettings settings = settings(invocation);
        return settings.namesRegistry() ? Optional.of(withTyped(settings.registry(), invocation)) : Optional.empty();
    }

    /**
     * Returns the connection to a registry outside the store's database, for commands whose flags name the store.
     *
     * @param invocation the environment and folder to search
     * @return empty if the registry is in the database of the store
     * @throws OperatorException if a file cannot be read
     */
    public final Optional<ConnectionSettings> registryBesideStore(Invocation invocation) {
        return settings(invocation).registryBesideStore();
    }

    /**
     * Returns what connects to the session stores of servers.
     *
     * @param invocation the environment and folder to search for their logins
     * @throws OperatorException if a file cannot be read
     */
    public final StoreConnections stores(Invocation invocation) {
        return new StoreConnections(settings(invocation));
    }

    private EffectiveSettings settings(Invocation invocation) {
        if (refusedPassword != null) {
            throw new OperatorException(
                    Kind.USAGE,
                    "every user of this machine can read a password on the command line",
                    "Use --password-file FILE, the variable FERRY_PASSWORD, or --ask-password.");
        }
        Map<String, String> flags = new HashMap<>();
        url.ifPresent(value -> {
            warnOfSecret(value);
            flags.put("url", value);
        });
        user.ifPresent(value -> flags.put("user", value));
        if (passwordFile.isPresent()) {
            flags.put("password", firstLine(invocation.directory().resolve(passwordFile.get())));
        }
        return new EffectiveSettings(
                flags,
                invocation.environment(),
                allProperties(invocation),
                file -> firstLine(invocation.directory().resolve(file)));
    }

    private void warnOfSecret(String value) {
        if (new ConnectionSettings(value, Optional.empty(), Optional.empty()).urlHoldsSecret() && !warned) {
            command.commandLine()
                    .getErr()
                    .println("Warning: the password in --url is visible to every user of this machine;"
                            + " --password-file and FERRY_PASSWORD hide it.");
            warned = true;
        }
    }

    private ConnectionSettings withTyped(ConnectionSettings settings, Invocation invocation) {
        return askPassword
                ? new ConnectionSettings(settings.url(), settings.user(), Optional.of(typed(invocation.terminal())))
                : settings;
    }

    /**
     * Reads the settings files.
     *
     * @param invocation the base of their paths
     * @return the values by name; the caller may change the map
     * @throws OperatorException if one cannot be read
     */
    public Map<String, String> allProperties(Invocation invocation) {
        Map<String, String> all = new HashMap<>();
        String named = invocation.environment().getOrDefault(FILE_VARIABLE, "");
        Path byDefault = invocation.directory().resolve("server.properties");
        if (files.isEmpty() && !named.isEmpty()) {
            all.putAll(read(invocation.directory().resolve(named)));
        } else if (files.isEmpty() && Files.exists(byDefault)) {
            all.putAll(read(byDefault));
        }
        for (Path file : files) {
            all.putAll(read(invocation.directory().resolve(file)));
        }
        return all;
    }

    private Map<String, String> read(Path file) {
        Map<String, String> settings;
        try {
            settings = SettingsFile.read(file);
        } catch (NoSuchFileException e) {
            throw new OperatorException(Kind.USAGE, "there is no file " + file, "Check its name.");
        } catch (SettingsFileException e) {
            throw new OperatorException(
                    Kind.USAGE, "could not parse " + file + ": " + e.getMessage(), "Correct that line.");
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE, "could not read " + file + ": " + e.getMessage(), "Check its permissions.");
        }
        if (checked.add(file)) {
            for (String misspelt : KnownSettings.misspelt(settings.keySet())) {
                command.commandLine().getErr().println("Warning: " + file + ": " + misspelt);
            }
        }
        return settings;
    }

    private static String firstLine(Path file) {
        try {
            String password = Files.readString(file).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new OperatorException(
                        Kind.USAGE,
                        "the first line of the password file " + file + " is empty",
                        "Write the password there.");
            }
            return password;
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE, "could not read the password file " + file, "Check its name and its permissions.");
        }
    }

    private static String typed(Terminal terminal) {
        if (!terminal.interactive()) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--ask-password needs a terminal, but standard input or output is not one",
                    "Use --password-file FILE or the variable FERRY_PASSWORD.");
        }
        return terminal.askSecret("Password: ")
                .orElseThrow(() -> new OperatorException(Kind.USAGE, "no password was typed", "Try again."));
    }
}
