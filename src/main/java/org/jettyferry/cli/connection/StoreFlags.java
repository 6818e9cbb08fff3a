package org.jettyferry.cli.connection;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say where the session store of a server is, and what its tables are called. */
public final class StoreFlags {
    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "JDBC URL of the database that holds the sessions of the server's nodes, without a login.")
    Optional<String> url = Optional.empty();

    @Mixin
    private final StoreNameFlags names = new StoreNameFlags();

    /** Returns the URL, if it is given. */
    public Optional<String> url() {
        return url;
    }

    /** Returns the names that are given, by Jetty's properties. */
    public Map<String, String> names() {
        return names.given();
    }

    /**
     * Checks the flags.
     *
     * @throws OperatorException if names are given but no URL, or a property is not one of Jetty's
     */
    public void check() {
        if (!names().isEmpty() && url.isEmpty()) {
            throw new OperatorException(
                    Kind.USAGE, "the flags name tables of a session store, but --store-url is missing", "Give it too.");
        }
    }
}
