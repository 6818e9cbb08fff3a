package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;

/**
 * Registers the new server, or asks whether the one that is registered is meant, in the words of Open-Xchange's
 * upgradeschemata. Asks on a terminal only.
 */
record ServerDialog(Registry registry, Terminal terminal, PrintWriter log, boolean yes) {
    /**
     * Returns the server.
     *
     * @param storeUrl its session store, if it is to be registered
     * @param storeProperties what the tables are called there, as far as that is given
     * @return empty if the operator has aborted
     */
    Optional<Server> server(String name, Optional<String> storeUrl, Map<String, String> storeProperties) {
        List<Server> known = registry.servers().list("*").stream()
                .filter(server -> server.name().equals(name))
                .toList();
        if (known.isEmpty()) {
            log.println("Registering the server with name '" + name + "'...");
            return Optional.of(registry.servers().register(name, storeUrl, storeProperties));
        }
        Server server = storeUrl.isPresent()
                ? registry.servers().recordStore(name, storeUrl.get(), storeProperties)
                : known.get(0);
        return yes || !terminal.interactive() || goOn(server) ? Optional.of(server) : Optional.empty();
    }

    private boolean goOn(Server server) {
        log.println("WARNING: The specified server is already registered with id '" + server.id() + "'.");
        log.println(
                "         If you continue the already existing server will be used to point the updated schemata after"
                        + " the update tasks complete.");
        log.flush();
        while (true) {
            Optional<String> answer =
                    terminal.ask("         Type 'abort' to abort the upgrade process, or 'continue' to"
                            + " proceed ['abort'/'continue']: ");
            String word = answer.orElse("abort").strip();
            if (word.equals("continue")) {
                log.println("OK, proceeding with the upgrade");
                return true;
            }
            if (word.equals("abort")) {
                log.println("OK, aborting upgrade");
                return false;
            }
            log.println("Unrecognized command: '" + word + "'");
        }
    }
}
