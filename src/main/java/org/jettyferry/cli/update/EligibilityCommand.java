package org.jettyferry.cli.update;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.cli.connection.ConnectionFlags;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.Registry;
import org.jettyferry.update.eligibility.Artifacts;
import org.jettyferry.update.eligibility.Eligibility;
import org.jettyferry.update.eligibility.EligibilityCheck;
import org.jettyferry.update.eligibility.PackageRule;
import org.jettyferry.update.eligibility.RuleFile;
import org.jettyferry.update.eligibility.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry eligibility}. */
@Command(
        sortOptions = false,
        description =
                "Tells whether the nodes can change from one version to another one by one, so that both run side by"
                        + " side for a while. Changes nothing. A registry is asked too if one is named, and not needed.",
        footer = {
            "",
            "Examples:",
            "  ferry eligibility --from a.war --to b.war --from-jetty 9.4 --to-jetty 12",
            "  ferry eligibility --from /opt/shop-1 --to /opt/shop-2 --rules rules.yaml",
            "",
            "Ends with 3 if they cannot."
        })
final class EligibilityCommand extends DatabaseCommand {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "PATH",
            description = "What runs now: a WAR, or a folder with WARs, jars or their content.")
    Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "PATH", description = "What will run: the same.")
    Path to = Path.of("");

    @Option(
            names = "--from-jetty",
            paramLabel = "RELEASE",
            description = "The release of Jetty that runs now. Default: that of --from, if it is a folder of Jetty.")
    Optional<String> fromJetty = Optional.empty();

    @Option(names = "--to-jetty", paramLabel = "RELEASE", description = "The release of Jetty that will run.")
    Optional<String> toJetty = Optional.empty();

    @Option(
            names = "--context-path",
            paramLabel = "PATH",
            description = "The context path of a web application. Repeatable; name all of them or none.")
    List<String> contextPaths = new ArrayList<>();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "A YAML file that lists packages whose classes must be the same in both versions.")
    Optional<Path> rules = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    @Mixin
    private final ConnectionFlags database = new ConnectionFlags();

    EligibilityCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        release("--from-jetty", fromJetty);
        release("--to-jetty", toJetty);
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return database.registry(invocation);
    }

    @Override
    protected int connectAndRun() {
        return database.registryIfNamed(invocation())
                .map(named -> run(connect(named)))
                .orElseGet(() -> report(Optional.empty()));
    }

    @Override
    protected int run(Database connected) {
        return report(RegistrySite.of(new Registry(connected)));
    }

    private int report(Optional<Site> site) {
        List<PackageRule> read =
                rules.map(file -> RuleFile.read(inDirectory(file))).orElse(List.of());
        Eligibility result = EligibilityCheck.of(
                Artifacts.read(inDirectory(from), release("--from-jetty", fromJetty), read),
                Artifacts.read(inDirectory(to), release("--to-jetty", toJetty), read),
                read,
                contextPaths,
                site);
        EligibilityText text = new EligibilityText(result);
        if (json) {
            JsonPrinter.print(out(), text.view());
        } else {
            text.print(out());
        }
        return result.possible() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private Path inDirectory(Path path) {
        return invocation().directory().resolve(path);
    }

    private static Optional<JettyRelease> release(String flag, Optional<String> text) {
        try {
            return text.map(JettyRelease::parse);
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    Kind.USAGE, flag + ": " + e.getMessage(), "Name the release. Nothing was changed.");
        }
    }
}
