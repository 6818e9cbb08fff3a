package org.jettyferry.cli.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.table.StoreNames;
import picocli.CommandLine.Option;

/** The flags that name the session store: its database, tables and columns. */
final class DatabaseFlags extends ConnectionFlags {
    @Option(
            order = 56,
            names = {"-P", "--property"},
            paramLabel = "NAME=VALUE",
            description = "A table or column with another name, by Jetty's own property, as in"
                    + " -P%njetty.session.jdbc.schema.idColumn=SID.")
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

    /** @throws OperatorException if a property is not one of Jetty's, or a file cannot be read */
    StoreNames names(Invocation invocation) {
        checkProperties();
        Map<String, String> all = allProperties(invocation);
        table.ifPresent(name -> all.put(TableNames.TABLE, name));
        idsTable.ifPresent(name -> all.put(TableNames.IDS_TABLE, name));
        schema.ifPresent(name -> all.put(TableNames.SCHEMA, name));
        return StoreNames.from(all);
    }

    /**
     * Returns the flags that name the store, each after a blank and quoted for a shell, to be pasted into a command.
     */
    String storeFlags() {
        StringBuilder flags = new StringBuilder();
        schema.ifPresent(name -> add(flags, "--schema", name));
        table.ifPresent(name -> add(flags, "--table", name));
        idsTable.ifPresent(name -> add(flags, "--ids-table", name));
        new TreeMap<>(properties).forEach((name, value) -> add(flags, "-P", name + "=" + value));
        return flags.toString();
    }

    private static void add(StringBuilder flags, String flag, String value) {
        boolean plain = value.matches("[\\w./:=-]+");
        flags.append(' ').append(flag).append(' ');
        flags.append(plain ? value : "'" + value.replace("'", "'\\''") + "'");
    }

    @Override
    public Map<String, String> allProperties(Invocation invocation) {
        Map<String, String> all = super.allProperties(invocation);
        all.putAll(properties);
        return all;
    }

    /** Refuses unknown names: a misspelt one would be ignored, and the wrong table used. */
    private void checkProperties() {
        TableNames.unknown(properties.keySet()).ifPresent(unknown -> {
            throw new OperatorException(Kind.USAGE, "-P does not know " + unknown, TableNames.knownProperties());
        });
    }
}
