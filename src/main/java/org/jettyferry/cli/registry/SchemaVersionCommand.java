package org.jettyferry.cli.registry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.update.OwnVersion;
import org.jettyferry.update.eligibility.Artifacts;
import org.jettyferry.version.SchemaVersion;
import org.jettyferry.version.VersionRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema version}. */
@Command(
        sortOptions = false,
        description =
                "Shows the version that is recorded of a schema, records another one, or checks it. ferry run-update records it"
                        + " by itself. Nodes that do not work with the version answer 503 for the schema's contexts. Without"
                        + " SCHEMA it is that of the connection, recorded in the schema itself; no registry is needed.",
        footer = {
            "",
            "Examples:",
            "  ferry schema version shop_1",
            "  ferry schema version shop_1 7",
            "  ferry schema version shop_1 --clear",
            "  ferry schema version --url jdbc:postgresql://db/shop_1 --application shop.war",
            "",
            "With --works-with or --application it ends with 3 if the version is outside the range."
        })
final class SchemaVersionCommand extends RegistryCommand {
    private static final String UNNAMED = "of the connection";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCHEMA",
            description = "Its name in the registry. Default: the schema of the connection.")
    Optional<String> schema = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version that it has: a whole number, or several with dots between them.")
    Optional<String> version = Optional.empty();

    @Option(names = "--record", paramLabel = "VERSION", description = "The version that it has, without SCHEMA.")
    Optional<String> recordedHere = Optional.empty();

    @Option(names = "--clear", description = "Forget the recorded version: every node serves the schema then.")
    boolean clear;

    @Option(
            names = "--works-with",
            paramLabel = "RANGE",
            description = "Check that the version is in this range, such as 5..7.")
    Optional<String> worksWith = Optional.empty();

    @Option(
            names = "--application",
            paramLabel = "PATH",
            description = "Check that this application works with the version: a WAR, or a folder, with the key"
                    + " schemaVersions in META-INF/ferry.properties.")
    Optional<Path> application = Optional.empty();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaVersionCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        if (schema.isPresent() && recordedHere.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--record is for the schema of the connection",
                    "Give the version behind SCHEMA, or leave SCHEMA out. Nothing was changed.");
        }
        boolean checks = worksWith.isPresent() || application.isPresent();
        if (Stream.of(clear, recorded().isPresent(), worksWith.isPresent(), application.isPresent())
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new OperatorException(
                    Kind.USAGE,
                    checks ? "a check changes nothing, and has one range" : "a version and --clear exclude each other",
                    "Give one of them. Nothing was changed.");
        }
        version();
    }

    private Optional<String> recorded() {
        return version.or(() -> recordedHere);
    }

    private Optional<SchemaVersion> version() {
        return parsed(recorded(), SchemaVersion::parse);
    }

    private static <T> Optional<T> parsed(Optional<String> text, Function<String, T> parser) {
        try {
            return text.map(parser);
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    Kind.USAGE, String.valueOf(e.getMessage()), "Correct the version. Nothing was changed.");
        }
    }

    @Override
    protected ConnectionSettings connection(Invocation invocation) {
        return schema.isPresent() ? super.connection(invocation) : schemaConnection(invocation);
    }

    @Override
    protected int run(Database connected) {
        return schema.isPresent() ? super.run(connected) : run(new OwnVersion(connected));
    }

    private int run(OwnVersion own) {
        Optional<SchemaVersion> before = own.read();
        if (!clear && recorded().isEmpty()) {
            require(UNNAMED, before);
            return answer(json, view(before), shown(UNNAMED, text(before)));
        }
        own.record(version());
        Map<String, Object> view = view(version());
        view.put("versionBefore", text(before));
        return answer(json, view, recorded(UNNAMED, text(before)));
    }

    private static Map<String, Object> view(Optional<SchemaVersion> version) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", text(version));
        return view;
    }

    private static Optional<String> text(Optional<SchemaVersion> version) {
        return version.map(SchemaVersion::toString);
    }

    @Override
    int run(Registry registry) {
        String name = schema.orElseThrow();
        if (!clear && version.isEmpty()) {
            Schema found = registry.schemata().named(name);
            require(found.name(), found.version().map(SchemaVersion::parse));
            return answer(json, SchemaText.view(found), shown(found.name(), found.version()));
        }
        Schema before = registry.schemata().recordVersion(name, version());
        return answer(json, view(before), recorded(before.name(), before.version()), warnings(registry, before));
    }

    /** Refuses a version outside the range of the flags. One that is not recorded is in every range, as for a node. */
    private void require(String name, Optional<SchemaVersion> now) {
        Optional<VersionRange> range = parsed(worksWith, VersionRange::parse).or(this::rangeOfApplication);
        if (now.isPresent() && range.isPresent() && !range.get().contains(now.get())) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the schema " + name + " has version " + now.get() + ", and the application works with "
                            + range.get(),
                    range.get().isAfter(now.get())
                            ? "Run its updates: ferry run-update. Nothing was changed."
                            : "Start a newer version of the application. Nothing was changed.");
        }
    }

    private Optional<VersionRange> rangeOfApplication() {
        Optional<VersionRange> range = application.flatMap(
                path -> Artifacts.read(invocation().directory().resolve(path), Optional.empty(), List.of())
                        .schemaVersions());
        if (application.isPresent() && range.isEmpty()) {
            err().println("Warning: " + application.get() + " declares no schemaVersions in META-INF/ferry.properties,"
                    + " so it counts as one that works with any.");
        }
        return range;
    }

    private static String shown(String name, Optional<String> version) {
        return "The schema " + name
                + version.map(recorded -> " has version " + recorded + ".")
                        .orElse(" has no recorded version, so every node serves it.");
    }

    private Map<String, Object> view(Schema before) {
        Map<String, Object> view = SchemaText.view(before);
        view.put("version", version);
        view.put("versionBefore", before.version());
        return view;
    }

    private String recorded(String name, Optional<String> before) {
        Optional<String> now = text(version());
        if (before.equals(now)) {
            return shown(name, now).replaceFirst("\\.$", " already; nothing was changed.");
        }
        String had = before.map(old -> "; it had " + old).orElse("");
        return "The schema " + name
                + now.map(version -> " has version " + version + " now" + had + ".")
                        .orElse(" has no recorded version now" + had + ".");
    }

    private List<String> warnings(Registry registry, Schema schema) {
        return version()
                .map(now -> NodeWarnings.ofNotWorkingWith(
                        now.toString(), registry.nodes().notWorkingWith(now, schema.server())))
                .orElse(List.of());
    }
}
