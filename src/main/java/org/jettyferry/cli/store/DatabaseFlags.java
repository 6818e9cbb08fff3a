package org.jettyferry.cli.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.table.StoreNames;
import picocli.CommandLine.Option;

/** Where the session store is and what it is called. */
final class DatabaseFlags extends ConnectionFlags {
    @Option(
            order = 56,
            names = {"-P", "--property"},
            paramLabel = "NAME=VALUE",
            description = "A table or column that is named otherwise, by Jetty's own property, as in"
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

    /** @throws UsageException if a property is none of Jetty's, or a file can't be read */
    StoreNames names(Invocation invocation) {
        checkProperties();
        Map<String, String> all = allProperties(invocation);
        table.ifPresent(name -> all.put(TableNames.TABLE, name));
        idsTable.ifPresent(name -> all.put(TableNames.IDS_TABLE, name));
        schema.ifPresent(name -> all.put(TableNames.SCHEMA, name));
        return StoreNames.from(all);
    }

    /** The flags that name the store, each behind a blank and quoted for a shell: another command finds it by them. */
    String storeFlags() {
        StringBuilder words = new StringBuilder();
        schema.ifPresent(name -> add(words, "--schema", name));
        table.ifPresent(name -> add(words, "--table", name));
        idsTable.ifPresent(name -> add(words, "--ids-table", name));
        new TreeMap<>(properties).forEach((name, value) -> add(words, "-P", name + "=" + value));
        return words.toString();
    }

    private static void add(StringBuilder words, String flag, String value) {
        boolean plain = value.matches("[\\w./:=-]+");
        words.append(' ').append(flag).append(' ');
        words.append(plain ? value : "'" + value.replace("'", "'\\''") + "'");
    }

    @Override
    public Map<String, String> allProperties(Invocation invocation) {
        Map<String, String> all = super.allProperties(invocation);
        all.putAll(properties);
        return all;
    }

    /** A misspelt name would be ignored, and the table looked for under the wrong one. */
    private void checkProperties() {
        if (properties.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(List.of(
                TableNames.TABLE, TableNames.IDS_TABLE, TableNames.IDS_COLUMN, TableNames.SCHEMA, TableNames.CATALOG));
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
}
