package org.jettyferry.rolling;

import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.Server;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.DepartedSessions;
import org.jettyferry.store.transfer.TransferEnd;

/** The session store of a server, as the registry knows it. Connects to it when it is asked first. */
record ServerStore(RollingSite site, Server server) {
    /** Returns its URL; refuses a server of which the registry does not know it. */
    String url() {
        return server.storeUrl()
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "the registry does not know where the sessions of the server " + server.name() + " are",
                        "Say it: ferry server store " + server.name()
                                + " jdbc:…; or let users log in again: --sessions leave. Nothing was changed."));
    }

    StoreNames names() {
        return StoreNames.from(server.storeProperties());
    }

    /** Connects to it. */
    Database database() {
        url();
        return site.stores().apply(server);
    }

    DepartedSessions departed() {
        return new DepartedSessions(database(), names());
    }

    /** Returns it as an end of a transfer; takes a living node, which tells its release of Jetty. */
    TransferEnd end() {
        JettyRelease release = new ServerNodes(site.registry(), server.name())
                .release()
                .orElseThrow(() -> new OperatorException(
                        Kind.RESUMABLE,
                        "no living node tells which release of Jetty the server " + server.name() + " runs",
                        "Start one of its nodes, and run the same command again."));
        return new TransferEnd(database(), names(), release);
    }

    /**
     * Looks whether sessions can come or go. Changes nothing.
     *
     * @throws OperatorException if the store is out of reach, its tables are called otherwise, or it lacks a living node
     */
    void check() {
        try {
            end().check();
        } catch (OperatorException e) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the session store of the server " + server.name() + ", " + url() + ", cannot be used: "
                            + e.getMessage(),
                    withItsFlags(e.remedy()) + " The names are recorded by ferry server store " + server.name()
                            + " URL --store-table NAME, and shown by ferry server list.",
                    e);
        }
    }

    /** The flags of this store are not those of the commands on one store. */
    private static String withItsFlags(String remedy) {
        return remedy.replaceAll("(?<![\\w-])--(table|ids-table|schema)\\b", "--store-$1")
                .replaceAll("(?<![\\w-])-P ", "--store-property ");
    }
}
