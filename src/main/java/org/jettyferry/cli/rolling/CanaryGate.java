package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.Optional;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.rolling.Canary;
import org.jettyferry.rolling.HealthUrl;

/** Asks whether the canary does well: an address, or else the operator. For one thread. */
final class CanaryGate {
    private final String schema;
    private final Optional<HealthUrl> url;
    private final Terminal terminal;
    private final PrintWriter log;
    private boolean refused;

    CanaryGate(String schema, Optional<HealthUrl> url, Terminal terminal, PrintWriter log) {
        this.schema = schema;
        this.url = url;
        this.terminal = terminal;
        this.log = log;
    }

    Canary canary() {
        return new Canary(schema, this::ask);
    }

    /** Returns whether the answer was no. */
    boolean refused() {
        return refused;
    }

    /** Tells how to go on and how to go back. */
    void tellTheWays(PrintWriter out, RollingRun run) {
        out.println("The canary " + schema + " is on " + run.to() + ", and the others wait on " + run.from() + ".");
        out.println("Go on: ferry upgrade-schemata --resume, which asks again.");
        out.println("Back: ferry upgrade-schemata --end, and then ferry upgrade-schemata -n " + run.from()
                + " --from-server " + run.to() + " --no-updates.");
        out.flush();
    }

    private boolean ask() {
        boolean yes = url.map(this::asked).orElseGet(this::answered);
        refused = !yes;
        return yes;
    }

    private boolean asked(HealthUrl health) {
        say("the canary has moved; asking " + health.uri());
        Optional<String> fault = health.ask();
        say(fault.map(what -> "not accepted: " + what).orElse("accepted"));
        return fault.isEmpty();
    }

    private boolean answered() {
        say("the canary has moved; look how it does");
        while (true) {
            String word = terminal.ask("Type yes to go on with the others, or no to stop here: ")
                    .orElse("no")
                    .strip();
            if (word.equals("yes") || word.equals("no")) {
                return word.equals("yes");
            }
            log.println("Unrecognized answer: '" + word + "'");
            log.flush();
        }
    }

    private void say(String text) {
        log.println(schema + ": " + text);
        log.flush();
    }
}
