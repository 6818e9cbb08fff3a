package org.jettyferry.cli.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.TableNames;
import picocli.CommandLine.Option;

/**
 * The flags that say what the tables and columns of a server's session store are called. They have no short letters: scripts for
 * Open-Xchange's tools pass {@code -P} for a password.
 */
public final class StoreNameFlags {
    @Option(
            names = "--store-property",
            paramLabel = "NAME=VALUE",
            description = "A table or column of that store with another name, by Jetty's own property, as in"
                    + " --store-property%njetty.session.jdbc.schema.idColumn=SID. An empty VALUE takes it back.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--store-table",
            paramLabel = "NAME",
            description = "The session table of that store. Default: as recorded, or JettySessions.")
    Optional<String> table = Optional.empty();

    @Option(
            names = "--store-ids-table",
            paramLabel = "NAME",
            description = "The table of ids of that store. Default: as recorded, or JettySessionIds.")
    Optional<String> idsTable = Optional.empty();

    @Option(
            names = "--store-schema",
            paramLabel = "NAME",
            description =
                    "The schema of its tables (MySQL: the database). Default: as recorded, or the connection's own.")
    Optional<String> schema = Optional.empty();

    /**
     * Returns what is given, by Jetty's properties.
     *
     * @throws OperatorException if a property is not one of Jetty's
     */
    public Map<String, String> given() {
        TableNames.unknown(properties.keySet()).ifPresent(unknown -> {
            throw new OperatorException(
                    Kind.USAGE, "--store-property does not know " + unknown, TableNames.knownProperties());
        });
        Map<String, String> given = new TreeMap<>(properties);
        table.ifPresent(name -> given.put(TableNames.TABLE, name));
        idsTable.ifPresent(name -> given.put(TableNames.IDS_TABLE, name));
        schema.ifPresent(name -> given.put(TableNames.SCHEMA, name));
        return given;
    }
}
