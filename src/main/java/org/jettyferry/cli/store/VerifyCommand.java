package org.jettyferry.cli.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.cli.output.Json;
import org.jettyferry.cli.output.Labelled;
import org.jettyferry.cli.output.Texts;
import org.jettyferry.cli.terminal.Exit;
import org.jettyferry.cli.terminal.Surroundings;
import org.jettyferry.database.Database;
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
            "Ends with 0 if all is sound and with 4 if it found something."
        })
final class VerifyCommand extends StoreCommand {
    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    VerifyCommand(Surroundings around) {
        super(around);
    }

    @Override
    int run(Database connected, SessionStore store) {
        VerifyReport report;
        try (Progress progress = Progress.on(err(), around().terminal())) {
            report = store.verify(progress);
        }
        if (json) {
            Json.print(out(), view(report));
        } else {
            text(report);
        }
        return report.findings().isEmpty() ? Exit.DONE : Exit.PARTLY;
    }

    private void text(VerifyReport report) {
        Labelled labelled = new Labelled(out());
        labelled.print("Sessions", Texts.number(report.rows()) + " read");
        labelled.print("Sound blobs", Texts.number(report.sound()));
        labelled.print("Compared with", report.comparedWith().isEmpty() ? "nothing" : report.comparedWith());
        labelled.print("Quarantined", QuarantineText.lines(report.quarantine(), storeFlags()));
        labelled.print("Finding", report.findings());
        labelled.print(
                "Verdict",
                report.findings().isEmpty()
                        ? "all is sound"
                        : Texts.count(report.findings().size(), "finding", "findings"));
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
