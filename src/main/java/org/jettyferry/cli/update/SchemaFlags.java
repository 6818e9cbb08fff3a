package org.jettyferry.cli.update;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags that choose schemata. */
final class SchemaFlags {
    @Parameters(
            arity = "0..1",
            paramLabel = "SCHEMA",
            description =
                    "Its name in the registry. Default: the schema of the connection; no registry is needed then.")
    Optional<String> argument = Optional.empty();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "SCHEMA",
            description = "The same value, as a flag of Open-Xchange's runupdate.")
    Optional<String> name = Optional.empty();

    @Option(names = "--all", description = "All schemata of the registry.")
    boolean all;

    /**
     * Checks the flags.
     *
     * @throws OperatorException if they exclude each other
     */
    void check() {
        if ((argument.isPresent() && name.isPresent()) || (all && named().isPresent())) {
            throw new OperatorException(
                    Kind.USAGE, "the schema is given twice", "Give a SCHEMA, or -n SCHEMA, or --all.");
        }
    }

    /** Returns whether the registry says where the schemata are. */
    boolean needRegistry() {
        return all || named().isPresent();
    }

    /**
     * Returns the chosen schemata of the registry.
     *
     * @throws OperatorException if there is no such schema, or one has no JDBC URL
     */
    List<Schema> of(Registry registry) {
        List<Schema> chosen = registry.schemata().list("*").stream()
                .filter(schema -> all || schema.name().equals(named().orElse("")))
                .toList();
        if (!all && chosen.isEmpty()) {
            throw new OperatorException(
                    Kind.USAGE, "there is no schema " + named().orElse(""), "`ferry schema list` shows the schemata.");
        }
        for (Schema schema : chosen) {
            if (!schema.url().orElse("").startsWith("jdbc:")) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "the registry has no JDBC URL of the schema " + schema.name(),
                        "Name the database of the schema itself, with --url and without a SCHEMA. Nothing was changed.");
            }
        }
        return chosen;
    }

    private Optional<String> named() {
        return argument.or(() -> name);
    }
}
