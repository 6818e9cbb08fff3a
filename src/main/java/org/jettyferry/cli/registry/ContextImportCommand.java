package org.jettyferry.cli.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.ImportResult;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context import}. */
@Command(
        sortOptions = false,
        description =
                "Imports contexts from CSV (RFC 4180) with any number of lines id,schema[,name...]. A header line and lines"
                        + " that start with # are skipped. Existing contexts stay. After an interruption, the same"
                        + " command resumes.",
        footer = {
            "",
            "Examples:",
            "  ferry context import contexts.csv",
            "  export-tenants | ferry context import - --skip-errors"
        })
final class ContextImportCommand extends RegistryCommand {
    @Parameters(paramLabel = "FILE", description = "The file, in UTF-8; - stands for standard input.")
    String file = "";

    @Option(names = "--skip-errors", description = "Skip lines that cannot be imported, and end with 4.")
    boolean skipErrors;

    @Option(names = "--json", description = CommonFlags.JSON)
    boolean json;

    ContextImportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        if (file.equals("-")) {
            return;
        }
        if (!Files.exists(path())) {
            throw new OperatorException(Kind.USAGE, "there is no file " + file, "Check its name.");
        }
        if (Files.isDirectory(path())) {
            throw new OperatorException(Kind.USAGE, file + " is a folder", "Name a file of lines id,schema[,name...].");
        }
    }

    @Override
    int run(Registry registry) {
        long begin = System.nanoTime();
        ImportResult result;
        try (Reader csv = reader()) {
            result = registry.contexts()
                    .importFrom(csv, skipErrors, new ImportProgress(err(), notes(), System::nanoTime));
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException(
                    Kind.FAILED,
                    "could not read " + file + ": " + e.getMessage(),
                    "Check its rights and import it again: what was taken in before stays.",
                    e);
        }
        answer(json, view(result), sentence(result, (System.nanoTime() - begin) / 1_000_000));
        return result.skipped() == 0 ? ExitCode.DONE : ExitCode.PARTLY;
    }

    /** Opens the file. Bytes that are not UTF-8 become U+FFFD, which the import refuses with the number of the line. */
    private Reader reader() throws IOException {
        InputStream in = file.equals("-") ? invocation().input() : Files.newInputStream(path());
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    private Path path() {
        return invocation().directory().resolve(file);
    }

    private static Map<String, Object> view(ImportResult result) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("lines", result.lines());
        view.put("added", result.added());
        view.put("renamed", result.renamed());
        view.put("unchanged", result.unchanged());
        view.put("skipped", result.skipped());
        return view;
    }

    private static String sentence(ImportResult result, long millis) {
        return Formats.count(result.lines(), "line", "lines") + ": " + Formats.number(result.added()) + " added, "
                + Formats.number(result.renamed()) + " with new names, " + Formats.number(result.unchanged())
                + " there already, " + Formats.number(result.skipped()) + " skipped; " + Formats.duration(millis) + ", "
                + Formats.number(result.lines() * 1000 / Math.max(1, millis)) + " lines/s.";
    }
}
