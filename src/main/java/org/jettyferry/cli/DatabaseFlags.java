package org.jettyferry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.database.ConnectionSettings;
import org.jettyferry.store.SessionColumn;
import org.jettyferry.store.StoreNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the session store is and what it is called. */
final class DatabaseFlags {
    @Option(
            order = 51,
            names = "--url",
            paramLabel = "URL",
            description = "JDBC URL of the database. Environment: FERRY_URL.")
    Optional<String> url = Optional.empty();

    @Option(
            order = 52,
            names = "--user",
            paramLabel = "NAME",
            description = "Login of the database. Environment: FERRY_USER.")
    Optional<String> user = Optional.empty();

    @Option(
            order = 53,
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Environment: FERRY_PASSWORD.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(order = 54, names = "--ask-password", description = "Ask for the password on the terminal.")
    boolean askPassword;

    @Option(
            order = 55,
            names = "--properties",
            paramLabel = "FILE",
            description = "File with ferry.url, ferry.user, ferry.password and Jetty's own property names; also a Jetty"
                    + " .ini of start.d. Default: ./server.properties, if there is one.")
    List<Path> files = new ArrayList<>();

    @Option(
            order = 56,
            names = {"-P", "--property"},
            paramLabel = "NAME=VALUE",
            description = "A table or column that is named otherwise, by Jetty's own property, as in"
                    + " -P jetty.session.jdbc.schema.idColumn=SID.")
    Map<String, String> properties = new HashMap<>();

    @Option(
            order = 57,
            names = "--table",
            paramLabel = "NAME",
            description = "The session table. Default: JettySessions.")
    Optional<String> table = Optional.empty();

    @Option(
            order = 58,
            names = "--ids-table",
            paramLabel = "NAME",
            description = "The table of ids. Default: JettySessionIds.")
    Optional<String> idsTable = Optional.empty();

    @Option(
            order = 59,
            names = "--schema",
            paramLabel = "NAME",
            description = "The schema of the tables (MySQL: the database). Default: the connection's own.")
    Optional<String> schema = Optional.empty();

    /** Other programs take a password here, where everybody on the machine can read it. */
    @Option(order = 60, names = "--password", arity = "0..1", fallbackValue = "", hidden = true)
    @Nullable
    String refusedPassword;

    /** @throws UsageException if no database is named, or a file can't be read */
    ConnectionSettings connection(Surroundings around) {
        if (refusedPassword != null) {
            throw new UsageException(
                    "a password on the command line can be read by everybody on this machine",
                    "Give it by --password-file FILE, by the variable FERRY_PASSWORD, or type it with --ask-password.");
        }
        Map<String, String> flags = new HashMap<>();
        url.ifPresent(value -> flags.put("url", value));
        user.ifPresent(value -> flags.put("user", value));
        if (passwordFile.isPresent()) {
            flags.put("password", firstLine(around.directory().resolve(passwordFile.get())));
        }
        ConnectionSettings settings = new Settings(flags, around.environment(), allProperties(around)).connection();
        return askPassword
                ? new ConnectionSettings(settings.url(), settings.user(), Optional.of(typed(around.terminal())))
                : settings;
    }

    /** @throws UsageException if a property is none of Jetty's, or a file can't be read */
    StoreNames names(Surroundings around) {
        checkProperties();
        Map<String, String> all = allProperties(around);
        table.ifPresent(name -> all.put(StoreNames.TABLE, name));
        idsTable.ifPresent(name -> all.put(StoreNames.IDS_TABLE, name));
        schema.ifPresent(name -> all.put(StoreNames.SCHEMA, name));
        return StoreNames.from(all);
    }

    private Map<String, String> allProperties(Surroundings around) {
        Map<String, String> all = new HashMap<>();
        Path byDefault = around.directory().resolve("server.properties");
        if (files.isEmpty() && Files.exists(byDefault)) {
            all.putAll(SettingsFile.read(byDefault));
        }
        for (Path file : files) {
            all.putAll(SettingsFile.read(around.directory().resolve(file)));
        }
        all.putAll(properties);
        return all;
    }

    /** A misspelt name would be ignored, and the table looked for under the wrong one. */
    private void checkProperties() {
        if (properties.isEmpty()) {
            return;
        }
        Set<String> known =
                new HashSet<>(List.of(StoreNames.TABLE, StoreNames.IDS_TABLE, StoreNames.SCHEMA, StoreNames.CATALOG));
        for (SessionColumn column : SessionColumn.values()) {
            known.add(column.property());
        }
        for (String name : properties.keySet()) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "-P does not know " + name,
                        "Known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("could not read the password file " + file, "Check its name and its rights.");
        }
    }

    private static String typed(Terminal terminal) {
        if (!terminal.interactive()) {
            throw new UsageException(
                    "--ask-password needs a terminal, and standard input or output is none",
                    "Give the password by --password-file FILE or by the variable FERRY_PASSWORD.");
        }
        return terminal.askSecret("Password: ")
                .orElseThrow(() -> new UsageException("no password was typed", "Try again."));
    }
}
