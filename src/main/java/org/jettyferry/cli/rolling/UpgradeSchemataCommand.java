package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.connection.StoreFlags;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Confirmation;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.RollingLock;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Server;
import org.jettyferry.rolling.Canary;
import org.jettyferry.rolling.RollingSite;
import org.jettyferry.rolling.RollingUpgrade;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry upgrade-schemata}. */
@Command(
        sortOptions = false,
        description = {
            "Takes a site to its new server, schema by schema, while both serve requests: closes a schema, lets the old nodes"
                    + " finish, runs its updates, brings its sessions along, and opens it on the new server. Requests wait"
                    + " meanwhile; nobody is logged out.",
            "Killed at any instant, run the same command again: it goes on where it was."
        },
        footer = {
            "",
            "Examples:",
            "  ferry upgrade-schemata -n green --plan",
            "  ferry upgrade-schemata -n green --store-url jdbc:postgresql://db/green",
            "  ferry upgrade-schemata -n green -m shop_17          goes on behind shop_17",
            "  ferry upgrade-schemata -n green -k shop_3,shop_9 -f --parallel 4",
            "  ferry upgrade-schemata -n green --canary shop_1 --report move.html",
            "  ferry upgrade-schemata --status",
            "  ferry upgrade-schemata -n blue --from-server green --no-updates   the way back"
        })
final class UpgradeSchemataCommand extends DatabaseCommand {
    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    @Option(
            names = {"-n", "--server-name"},
            paramLabel = "NAME",
            description = "The new server. It is registered if it is not yet.")
    Optional<String> serverName = Optional.empty();

    @Option(
            names = "--from-server",
            paramLabel = "NAME",
            description = "The old server. Default: the only other one that has schemata.")
    Optional<String> fromServer = Optional.empty();

    @Mixin
    private final StoreFlags store = new StoreFlags();

    @Mixin
    private final RollingFlags flags = new RollingFlags();

    @Mixin
    private final CanaryFlags canary = new CanaryFlags();

    @Mixin
    private final RollingUpdateFlags updates = new RollingUpdateFlags();

    @Option(
            names = {"--plan", "--dry-run"},
            description = "Only show what would be done, and what speaks against it. Changes nothing.")
    boolean plan;

    @Option(names = "--status", description = "Only show how far the last rolling upgrade is. Changes nothing.")
    boolean status;

    @Option(names = "--resume", description = "Go on with the one that has not ended; without it, too.")
    boolean resume;

    @Option(names = "--end", description = "Give up the one that has not ended. What it has moved stays moved.")
    boolean end;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report as a page of HTML with a timeline; also with --status.")
    Optional<Path> report = Optional.empty();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    @Option(
            names = {"-A", "--adminuser", "-P", "--adminpass"},
            hidden = true)
    List<String> ignored = new ArrayList<>();

    UpgradeSchemataCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        if (serverName.isEmpty() && !status && !end && !resume) {
            throw new OperatorException(Kind.USAGE, "the name of the new server is missing", "Give it with -n.");
        }
        store.check();
        flags.check();
        updates.check();
        if (!plan && !status && !end) {
            canary.check(invocation().terminal());
        }
        report.map(invocation().directory()::resolve).ifPresent(HtmlReport::check);
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    @Override
    protected int run(Database connected) {
        Registry registry = new Registry(connected);
        if (status) {
            return status(registry);
        }
        if (end) {
            return end(registry);
        }
        Optional<RollingRun> unfinished = registry.rollingRuns().unfinished();
        String to = serverName
                .or(() -> unfinished.map(RollingRun::to))
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "there is no rolling upgrade to resume",
                        "Begin one with -n. Nothing was changed."));
        return plan ? plan(connected, to) : upgrade(connected, to, unfinished);
    }

    private int status(Registry registry) {
        Optional<RollingRun> last = registry.rollingRuns().last();
        if (last.isEmpty()) {
            err().println("There was no rolling upgrade yet.");
            return ExitCode.DONE;
        }
        return show(last.get(), registry.rollingRuns().schemata(last.get().id()));
    }

    private int end(Registry registry) {
        try (RollingLock lock = registry.rollingRuns().lock()) {
            RollingRun run = registry.rollingRuns()
                    .unfinished()
                    .orElseThrow(() -> new OperatorException(
                            Kind.REFUSED, "there is no rolling upgrade that has not ended", "Nothing was changed."));
            refuseInTheMiddle(registry.rollingRuns().schemata(run.id()));
            lock.check();
            registry.rollingRuns().end(run.id(), RollingRun.State.ENDED);
            out().println("The rolling upgrade " + run.id() + " is given up. What it has moved stays on " + run.to()
                    + ".");
            return ExitCode.DONE;
        }
    }

    private static void refuseInTheMiddle(List<RollingSchema> schemata) {
        List<String> closed = schemata.stream()
                .filter(schema -> schema.state() == State.RUNNING || schema.state() == State.FAILED)
                .map(RollingSchema::name)
                .toList();
        if (!closed.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the rolling upgrade has stopped in the middle of " + String.join(", ", closed),
                    "Go on with it first: ferry upgrade-schemata --resume. Nothing was changed.");
        }
    }

    private int plan(Database connected, String to) {
        Registry registry = new Registry(connected);
        String old = oldServer(registry, to);
        RollingUpgrade upgrade = upgrade(registry, connected, canary.planned());
        List<String> schemata = upgrade.plan(old, flags.choice());
        out().println("From " + old + " to " + to + ", " + Formats.count(schemata.size(), "schema", "schemata")
                + " in this order: " + String.join(", ", schemata));
        Server from = registry.servers().named(old);
        List<Server> known = registry.servers().list("*").stream()
                .filter(server -> server.name().equals(to))
                .toList();
        if (known.isEmpty()) {
            out().println("The server " + to + " will be registered. Its nodes must be alive by then.");
            return ExitCode.DONE;
        }
        List<OperatorException> refusals = upgrade.refusals(from, known.get(0));
        refusals.forEach(refusal -> out().println("Refused: " + refusal.getMessage() + ". " + refusal.remedy()));
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private int upgrade(Database connected, String to, Optional<RollingRun> unfinished) {
        Registry registry = new Registry(connected);
        PrintWriter log = json ? err() : out();
        Optional<CanaryGate> gate =
                canary.gate(registry.rollingRuns(), unfinished, invocation().terminal(), log);
        Optional<Server> server = unfinished.filter(run -> run.to().equals(to)).isPresent()
                ? Optional.of(registry.servers().named(to))
                : new ServerDialog(registry, invocation().terminal(), log, yes || plan)
                        .server(to, store.url(), store.names());
        if (server.isEmpty()) {
            return ExitCode.ABORTED;
        }
        String old = unfinished
                .filter(run -> run.to().equals(to))
                .map(RollingRun::from)
                .orElseGet(() -> oldServer(registry, to));
        if (unfinished.isEmpty() && !confirmed(connected, old, to)) {
            return ExitCode.ABORTED;
        }
        try (Registry kept = Registry.keepingConnections(connected, flags.connections())) {
            upgrade(kept, connected, gate.map(CanaryGate::canary))
                    .run(kept.servers().named(old), server.get(), flags.choice(), flags.words());
        }
        RollingRun run = registry.rollingRuns().last().orElseThrow();
        int code = show(run, registry.rollingRuns().schemata(run.id()));
        if (gate.filter(CanaryGate::refused).isPresent()) {
            gate.get().tellTheWays(log, run);
            return ExitCode.ABORTED;
        }
        return code;
    }

    private boolean confirmed(Database connected, String old, String to) {
        List<String> schemata =
                upgrade(new Registry(connected), connected, canary.planned()).plan(old, flags.choice());
        return new Confirmation(yes, invocation().terminal(), err())
                .ask("This closes " + Formats.count(schemata.size(), "schema", "schemata") + " of " + old
                        + " one after the other, and opens them on " + to + ".");
    }

    private int show(RollingRun run, List<RollingSchema> schemata) {
        RollingText text = new RollingText(run, schemata);
        report.map(invocation().directory()::resolve)
                .ifPresent(file -> new HtmlReport(text, System.currentTimeMillis()).write(file));
        if (json) {
            JsonPrinter.print(out(), text.json());
        } else {
            text.print(out());
        }
        if (status || schemata.stream().allMatch(RollingSchema::settled)) {
            return ExitCode.DONE;
        }
        return schemata.stream().anyMatch(schema -> schema.state() == State.DONE) ? ExitCode.PARTLY : ExitCode.ERROR;
    }

    private RollingUpgrade upgrade(Registry registry, Database connected, Optional<Canary> first) {
        PrintWriter log = unlessQuiet(json ? err() : out());
        Function<String, Database> databases = url -> Database.connect(sameLogin(url));
        RollingSite site = new RollingSite(
                registry,
                stores(database.stores(invocation())),
                updates.updates(invocation(), connected, databases, log));
        return new RollingUpgrade(
                site, flags.options(site.registry().rollingRuns().unfinished()), new RollingLog(log), first);
    }

    private String oldServer(Registry registry, String to) {
        if (fromServer.isPresent()) {
            return registry.servers().named(fromServer.get()).name();
        }
        TreeSet<String> others = registry.schemata().list("*").stream()
                .map(Schema::server)
                .flatMap(Optional::stream)
                .filter(name -> !name.equals(to))
                .collect(Collectors.toCollection(TreeSet::new));
        if (others.size() != 1) {
            throw new OperatorException(
                    Kind.USAGE,
                    others.isEmpty()
                            ? "no schema is on another server than " + to
                            : "schemata are on several servers: " + String.join(", ", others),
                    "Name the old one with --from-server. Nothing was changed.");
        }
        return others.first();
    }
}
