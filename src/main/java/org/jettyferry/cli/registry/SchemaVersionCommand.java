package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.version.SchemaVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry schema version}. */
@Command(
        sortOptions = false,
        description =
                "Shows the version that is recorded of a schema, or records another one. ferry run-update does that by"
                        + " itself. Nodes that do not work with the version answer 503 for the schema's contexts.",
        footer = {
            "",
            "Examples:",
            "  ferry schema version shop_1",
            "  ferry schema version shop_1 7",
            "  ferry schema version shop_1 --clear"
        })
final class SchemaVersionCommand extends RegistryCommand {
    @Parameters(index = "0", paramLabel = "SCHEMA", description = "The schema.")
    String schema = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version that it has: a whole number, or several with dots between them.")
    Optional<String> version = Optional.empty();

    @Option(names = "--clear", description = "Forget the recorded version: every node serves the schema then.")
    boolean clear;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    SchemaVersionCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        if (clear && version.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE, "a version and --clear exclude each other", "Give one of them. Nothing was changed.");
        }
        version();
    }

    private Optional<SchemaVersion> version() {
        try {
            return version.map(SchemaVersion::parse);
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    Kind.USAGE, String.valueOf(e.getMessage()), "Correct the version. Nothing was changed.");
        }
    }

    @Override
    int run(Registry registry) {
        if (!clear && version.isEmpty()) {
            Schema found = registry.schemata().named(schema);
            return answer(json, SchemaText.view(found), shown(found));
        }
        Schema before = registry.schemata().recordVersion(schema, version());
        return answer(json, view(before), recorded(before), warnings(registry, before));
    }

    private static String shown(Schema found) {
        return "The schema " + found.name()
                + found.version()
                        .map(recorded -> " has version " + recorded + ".")
                        .orElse(" has no recorded version, so every node serves it.");
    }

    private Map<String, Object> view(Schema before) {
        Map<String, Object> view = SchemaText.view(before);
        view.put("version", version);
        view.put("versionBefore", before.version());
        return view;
    }

    private String recorded(Schema before) {
        if (before.version().equals(version)) {
            return shown(before).replaceFirst("\\.$", " already; nothing was changed.");
        }
        String had = before.version().map(old -> "; it had " + old).orElse("");
        return "The schema " + before.name()
                + version.map(now -> " has version " + now + " now" + had + ".")
                        .orElse(" has no recorded version now" + had + ".");
    }

    private List<String> warnings(Registry registry, Schema schema) {
        return version()
                .map(now -> NodeWarnings.ofNotWorkingWith(
                        now.toString(), registry.nodes().notWorkingWith(now, schema.server())))
                .orElse(List.of());
    }
}
