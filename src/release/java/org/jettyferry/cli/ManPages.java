package org.jettyferry.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jettyferry.cli.terminal.Invocation;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the source of a man page for each command, and the completion for bash. */
final class ManPages {
    private ManPages() {}

    /**
     * Writes the files.
     *
     * @param args the folder of the man pages' sources, the file of the completion, and the version
     */
    public static void main(String[] args) throws IOException {
        CommandLine ferry = Commands.commandLine(Invocation.ofProcess());
        prepare(ferry, "Jetty Ferry " + args[2]);
        File pages = new File(args[0]);
        int code = ManPageGenerator.generateManPage(pages, null, new boolean[0], false, ferry.getCommandSpec());
        if (code != 0) {
            throw new IOException("the generator of man pages failed: " + code);
        }
        try (Stream<Path> written = Files.list(pages.toPath())) {
            for (Path page : written.toList()) {
                Files.writeString(page, withLiteralExamples(Files.readString(page)));
            }
        }
        Path completion = Path.of(args[1]);
        Files.createDirectories(completion.toAbsolutePath().getParent());
        // It is read by a shell that runs, so it needs no line that names one; nor the date of the build.
        String script =
                AutoComplete.bash("ferry", ferry).replaceFirst("^#!.*\n", "").replaceAll("(?m)^# Date: .*\n", "");
        Files.writeString(completion, script, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Sets what a page needs and the help does not: the generator leaves out a footer without a heading, and the page's
     * foot shows a version; that of the command line names the build's Java too.
     */
    private static void prepare(CommandLine command, String version) {
        command.getCommandSpec().versionProvider(null).version(version);
        command.getCommandSpec().usageMessage().footerHeading("Notes%n");
        command.getSubcommands().values().forEach(below -> prepare(below, version));
    }

    /** Keeps the lines of examples apart, which AsciiDoc would join; text of an option that was cut in lines is joined. */
    private static String withLiteralExamples(String page) {
        StringBuilder changed = new StringBuilder();
        boolean prose = false;
        String before = "";
        for (String line : page.replaceAll("\\n\\+\\n(?=\\S)", "\n  ").split("\n", -1)) {
            if (line.startsWith("// ")) {
                prose = line.matches("// tag::.*-section-(description|footer)\\[]");
            }
            boolean border = line.startsWith("  ") != before.startsWith("  ");
            if (prose && border && !line.isBlank() && !before.isBlank()) {
                changed.append('\n');
            }
            changed.append(line).append('\n');
            before = line;
        }
        return changed.toString().stripTrailing() + "\n";
    }
}
