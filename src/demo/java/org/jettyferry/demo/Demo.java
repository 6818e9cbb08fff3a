package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.tell;

import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;

/** Runs a story in two acts on a real database and real nodes, and checks every sentence of it. */
public final class Demo {
    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        tell("Starting PostgreSQL.");
        TestServer server = ServerKind.POSTGRESQL.server();
        try (TestDatabase database = server.createDatabase()) {
            new NodeByNodeAct(database).play();
        }
        new MoveAct(server).play();
        tell(
                "Done. First act: Jetty was replaced node by node, there and back. Second act: two tenants moved. Nobody had"
                        + " to log in again, and nothing stopped.");
    }
}
