package org.jettyferry.cli.connection;

import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;

/**
 * Connects to the session stores of servers: each with its own login where one is set, else with that of the registry. Safe for
 * several threads.
 */
public final class StoreConnections {
    private final EffectiveSettings settings;

    StoreConnections(EffectiveSettings settings) {
        this.settings = settings;
    }

    /**
     * Connects to the store of a server.
     *
     * @param server its name
     * @param registry the URL of the store, with the login of the registry
     * @throws OperatorException if that fails; the message says with which login
     */
    public Database connect(String server, ConnectionSettings registry) {
        StoreLogin login = settings.storeLogin(server, registry);
        try {
            return Database.connect(login.settings());
        } catch (DatabaseException e) {
            throw new OperatorException(
                    e.kind(),
                    e.getMessage() + "; the login for the session store of the server " + server + " is "
                            + login.settings().user().map(user -> user + ", ").orElse("") + login.origin(),
                    e.remedy(),
                    e);
        }
    }
}
