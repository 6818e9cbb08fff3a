package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.Optional;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingRuns;
import org.jettyferry.rolling.Canary;
import org.jettyferry.rolling.HealthUrl;
import picocli.CommandLine.Option;

/** The flags of a canary. */
final class CanaryFlags {
    @Option(
            names = "--canary",
            paramLabel = "SCHEMA",
            description =
                    "Let this schema go first, and the others only when it is accepted: by a yes on the terminal, or by"
                            + " --canary-url.")
    Optional<String> schema = Optional.empty();

    @Option(
            names = "--canary-url",
            paramLabel = "URL",
            description =
                    "Accept the canary when this address answers with 200 to 299. Asked ten times, 2 s apart; redirects"
                            + " are not followed.")
    Optional<String> url = Optional.empty();

    /**
     * Checks the flags, before anything begins.
     *
     * @throws OperatorException if nobody could accept the canary, or the address is none
     */
    void check(Terminal terminal) {
        url.ifPresent(HealthUrl::parse);
        if (schema.isPresent()) {
            requireSomebody(schema.get(), terminal);
        }
    }

    /** Returns the canary for a plan, in which nobody is asked. */
    Optional<Canary> planned() {
        return schema.map(name -> new Canary(name, () -> false));
    }

    /**
     * Returns who accepts the canary of a new run, or of the one that goes on.
     *
     * @param unfinished the run that goes on; empty for a new one
     * @return empty if there is no canary, or it was accepted
     * @throws OperatorException if nobody could accept it, or the run has another one
     */
    Optional<CanaryGate> gate(RollingRuns runs, Optional<RollingRun> unfinished, Terminal terminal, PrintWriter log) {
        Optional<String> name =
                unfinished.isEmpty() ? schema : unfinished.flatMap(run -> Canary.pending(run, runs.schemata(run.id())));
        if (unfinished.isPresent() && name.isPresent() && schema.isPresent() && !schema.equals(name)) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the rolling upgrade that has not ended has the canary " + name.get(),
                    "Leave --canary out to go on with it. Nothing was changed.");
        }
        name.ifPresent(canary -> requireSomebody(canary, terminal));
        return name.map(canary -> new CanaryGate(canary, url.map(HealthUrl::parse), terminal, log));
    }

    private void requireSomebody(String canary, Terminal terminal) {
        if (url.isEmpty() && !terminal.interactive()) {
            throw new OperatorException(
                    Kind.USAGE,
                    "nobody could accept the canary " + canary + ": there is no terminal and no --canary-url",
                    "Give an address with --canary-url, or run the command on a terminal; --yes does not answer this"
                            + " question. Nothing was changed.");
        }
    }
}
