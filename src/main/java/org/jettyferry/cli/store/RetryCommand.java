package org.jettyferry.cli.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.recover.RetryResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ferry retry}. */
@Command(
        name = "retry",
        sortOptions = false,
        description = "Tries again to migrate the sessions that a run quarantined.",
        footer = {
            "",
            "Examples:",
            "  ferry retry --drop-attribute cart.preview",
            "  ferry retry --run 20261122101500 --rename com.acme.old=com.acme",
            "",
            "Ends with 4 if sessions are still quarantined."
        })
final class RetryCommand extends StoreCommand {
    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "The run that quarantined them. Default: the newest run that has any.")
    Optional<String> run = Optional.empty();

    @Mixin
    private final SiteFlags site = new SiteFlags();

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    RetryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        site.check();
    }

    @Override
    int run(Database connected, SessionStore store) {
        RetryOptions options =
                new RetryOptions(run, site.dropAttributes, site.renames, site.noDefaultFields, site.contextPaths);
        RetryResult result;
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            result = store.retry(options, progress);
        }
        if (json) {
            JsonPrinter.print(out(), view(result));
        } else {
            text(result);
        }
        return result.left().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private void text(RetryResult result) {
        KeyValueWriter keyValueWriter = new KeyValueWriter(out());
        keyValueWriter.print("Run", result.run());
        keyValueWriter.print("Migrated now", Formats.count(result.migrated(), "session", "sessions"));
        if (!result.left().isEmpty()) {
            keyValueWriter.print("Quarantined", Formats.counts(result.left()));
            keyValueWriter.print(
                    "Next",
                    !result.retryable()
                            ? MigrationText.NO_RETRY
                            : "ferry retry again, with --drop-attribute, --rename or --no-default-fields");
        }
    }

    private static Map<String, Object> view(RetryResult result) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("run", result.run());
        view.put("migrated", result.migrated());
        view.put("quarantined", DetectJson.counts(result.left()));
        return view;
    }
}
