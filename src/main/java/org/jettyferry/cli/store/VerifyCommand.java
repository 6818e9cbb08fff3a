package org.jettyferry.cli.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.verify.VerifyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ferry verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Reads every session of the store and compares it with the backup, where there is one. Changes"
                + " nothing.",
        footer = {
            "",
            "Examples:",
            "  ferry verify",
            "  ferry verify --json",
            "",
            "Ends with 0 if all is sound and with 4 if it has findings."
        })
final class VerifyCommand extends StoreCommand {
    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    VerifyCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        VerifyReport report;
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            report = store.verify(progress);
        }
        if (json) {
            JsonPrinter.print(out(), view(report));
        } else {
            text(report);
        }
        return report.findings().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private void text(VerifyReport report) {
        KeyValueWriter keyValueWriter = new KeyValueWriter(out());
        keyValueWriter.print("Sessions", Formats.number(report.rows()) + " read");
        keyValueWriter.print("Sound blobs", Formats.number(report.sound()));
        keyValueWriter.print("Compared with", report.comparedWith().isEmpty() ? "nothing" : report.comparedWith());
        keyValueWriter.print("Quarantined", QuarantineText.lines(report.quarantine(), storeFlags()));
        keyValueWriter.print("Finding", report.findings());
        keyValueWriter.print(
                "Verdict",
                report.findings().isEmpty()
                        ? "all is sound"
                        : Formats.count(report.findings().size(), "finding", "findings"));
    }

    private static Map<String, Object> view(VerifyReport report) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("sessions", report.rows());
        view.put("sound", report.sound());
        view.put("findings", report.findings());
        view.put("comparedWith", report.comparedWith());
        view.put("run", report.run());
        view.put("quarantined", report.quarantine());
        view.put("verdict", report.findings().isEmpty() ? "sound" : "findings");
        return view;
    }
}
