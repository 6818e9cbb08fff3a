package org.jettyferry.cli.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.rolling.RollingOptions;
import org.jettyferry.rolling.SchemaChoice;
import org.jettyferry.rolling.SessionsOf;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Option;

/** The flags that say which schemata go, and how. */
final class RollingFlags {
    @Option(
            names = {"-m", "--schema-name"},
            paramLabel = "SCHEMA",
            description = "Go on behind this schema, in natural order of the names.")
    Optional<String> behind = Optional.empty();

    @Option(names = "--from", paramLabel = "SCHEMA", description = "Begin at this schema.")
    Optional<String> from = Optional.empty();

    @Option(
            names = {"-k", "--skip-schemata"},
            paramLabel = "SCHEMA",
            split = ",",
            description = "Schemata that stay, separated by commas.")
    List<String> skipped = new ArrayList<>();

    @Option(
            names = {"-f", "--force"},
            description = "Go on with the other schemata when one has failed.")
    boolean force;

    @Option(names = "--parallel", paramLabel = "N", description = "How many schemata go at a time. Default: 1.")
    int parallel = 1;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            description =
                    "What becomes of a schema that fails: keep it closed, or revert it, open on the old server, unless its"
                            + " sessions have arrived. Default: auto, which reverts it as long as its updates have not begun.")
    RollingOptions.OnFailure onFailure = RollingOptions.OnFailure.AUTO;

    @Option(names = "--enable-failed", description = "Open a schema that has failed on the new server all the same.")
    boolean enableFailed;

    @Option(
            names = "--sessions",
            paramLabel = "WHAT",
            description = "migrate (default): they come along; leave: users log in again.")
    RollingOptions.Sessions sessions = RollingOptions.Sessions.MIGRATE;

    @Option(
            names = "--sessions-of",
            paramLabel = "WHAT",
            description =
                    "By what a session belongs to a context: webapp (default), host, attribute:NAME of the session, or"
                            + " shared:/PATH for web applications whose tenants nothing tells apart. A run that goes on keeps its own.")
    Optional<String> sessionsOf = Optional.empty();

    @Option(
            names = "--rename",
            paramLabel = "FROM=TO",
            description = "Rename classes in the sessions, for example javax.servlet=jakarta.servlet.")
    Map<String, String> renames = new HashMap<>();

    @Option(
            names = "--park",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a request of a closed schema may wait before it gets 503. Default: 20s.")
    Duration park = Duration.ofSeconds(20);

    @Option(
            names = "--drain-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait until the old nodes have let go of a schema. Default: 60s.")
    Duration drain = Duration.ofSeconds(60);

    /** Returns how many connections to the registry a run uses at a time: one for each schema, two for the run itself. */
    int connections() {
        return parallel + 2;
    }

    /**
     * Checks the flags.
     *
     * @throws OperatorException if they exclude each other or a value is invalid
     */
    void check() {
        if (behind.isPresent() && from.isPresent()) {
            throw new OperatorException(Kind.USAGE, "-m and --from exclude each other", "Use one of them.");
        }
        sessionsOf.ifPresent(SessionsOf::parse);
        if (parallel < 1 || parallel > 64) {
            throw new OperatorException(Kind.USAGE, "--parallel must be 1 to 64", "Servers take 2 to 4 well.");
        }
    }

    /**
     * Returns how the run goes.
     *
     * @param unfinished the run that goes on; empty for a new one
     * @throws OperatorException if it has begun with another meaning of whose a session is
     */
    RollingOptions options(Optional<RollingRun> unfinished) {
        MigrationOptions codec = new MigrationOptions(
                MigrationOptions.Direction.UPGRADE,
                JettyRelease.parse("12"),
                Optional.empty(),
                MigrationOptions.Sessions.KEEP,
                MigrationOptions.Blobs.REWRITE,
                List.of(),
                renames,
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
        return new RollingOptions(
                sessions,
                of(unfinished),
                codec,
                onFailure,
                enableFailed,
                force,
                park,
                drain,
                Duration.ofSeconds(30),
                parallel);
    }

    private SessionsOf of(Optional<RollingRun> unfinished) {
        SessionsOf given = sessionsOf.map(SessionsOf::parse).orElse(SessionsOf.WEBAPP);
        if (unfinished.isEmpty()) {
            return given;
        }
        SessionsOf before = SessionsOf.written(unfinished.get().options()).orElse(SessionsOf.WEBAPP);
        if (sessionsOf.isPresent() && !given.equals(before)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the rolling upgrade " + unfinished.get().id() + " has begun with --sessions-of " + before,
                    "Go on with it without that flag. Nothing was changed.");
        }
        return before;
    }

    /** Returns which schemata go. */
    SchemaChoice choice() {
        return new SchemaChoice(behind, from, skipped);
    }

    /** Returns the options of a run in words, for its journal. */
    String words() {
        String words = "sessions=" + sessions + " onFailure=" + onFailure + " parallel=" + parallel;
        SessionsOf of = of(Optional.empty());
        return words.toLowerCase(Locale.ROOT) + (of.equals(SessionsOf.WEBAPP) ? "" : " " + of.word());
    }
}
