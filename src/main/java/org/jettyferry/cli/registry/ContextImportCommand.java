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
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.registry.ImportResult;
import org.jettyferry.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ferry context import}. */
@Command(
        sortOptions = false,
        description =
                "Imports contexts from lines id,schema[,name...] in CSV (RFC 4180), any number of them. A heading and comments behind # are passed over. What is there already just so is left; cut off, the same command goes on.",
        footer = {
            "",
            "Examples:",
            "  ferry context import contexts.csv",
            "  export-tenants | ferry context import - --skip-errors"
        })
final class ContextImportCommand extends RegistryCommand {
    @Parameters(paramLabel = "FILE", description = "The file, in UTF-8; - stands for standard input.")
    String file = "";

    @Option(names = "--skip-errors", description = "Leave out lines that can't be taken in, and end with 4.")
    boolean skipErrors;

    @Option(names = "--json", description = "Answer in JSON.")
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
            throw new UsageException("there is no file " + file, "Check its name.");
        }
        if (Files.isDirectory(path())) {
            throw new UsageException(file + " is a folder", "Name a file of lines id,schema[,name...].");
        }
    }

    @Override
    int run(Registry registry) {
        long begin = System.nanoTime();
        ImportResult result;
        try (Reader csv = reader()) {
            result = registry.contexts().importFrom(csv, skipErrors, new ImportProgress(err(), System::nanoTime));
        } catch (IOException | UncheckedIOException e) {
            throw new ImportReadException(file, e);
        }
        answer(json, view(result), sentence(result, (System.nanoTime() - begin) / 1_000_000));
        return result.skipped() == 0 ? ExitCode.DONE : ExitCode.PARTLY;
    }

    /** What is not in UTF-8 arrives as a letter that no name may have, and so is told with its line. */
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

    /** The file could not be read, from its beginning or from some point on. */
    private static final class ImportReadException extends OperatorException {
        private static final long serialVersionUID = 1L;

        ImportReadException(String file, Exception cause) {
            super(
                    "could not read " + file + ": " + cause.getMessage(),
                    "Check its rights and import it again: what was taken in before stays.",
                    cause);
        }
    }
}
