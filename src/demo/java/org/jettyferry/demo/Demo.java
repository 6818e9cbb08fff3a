package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.tell;

import java.nio.file.Path;
import java.util.Optional;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;

/** Runs a story in two acts on a real database and real nodes, and checks every sentence of it. */
public final class Demo {
    private Demo() {}

    /**
     * Runs the demo. With the system property {@code keep=true} the servers of the last act stay up until the user ends
     * them. With {@code record} the story is also written to the file of that name, as a recording.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        endWithMaven();
        String recording = System.getProperty("record", "");
        Optional<Recorder> recorder = recording.isEmpty() ? Optional.empty() : Optional.of(Recorder.begin());
        tell("Starting PostgreSQL.");
        TestServer server = ServerKind.POSTGRESQL.server();
        try (TestDatabase database = server.createDatabase()) {
            new NodeByNodeAct(database).play();
        }
        try (MoveAct move = new MoveAct(server)) {
            move.play();
            tell(
                    "Done. First act: Jetty was replaced node by node, there and back. Second act: two tenants moved. Nobody"
                            + " had to log in again, and nothing stopped.");
            if (recorder.isPresent()) {
                recorder.get().save(Path.of(recording));
            }
            if (Boolean.getBoolean("keep")) {
                move.invite();
                Stay.untilTheUserEndsIt();
            }
        }
    }

    /** Maven leaves its children alone when it is killed; servers that nobody knows of must not stay. */
    private static void endWithMaven() {
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(1)));
    }
}
