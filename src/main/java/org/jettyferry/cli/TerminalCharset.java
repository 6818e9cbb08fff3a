package org.jettyferry.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * In which letters the program is spoken to and speaks. Java reads arguments in the locale's, and where those are ASCII's, as
 * under cron, every other letter has become a U+FFFD before the program sees it.
 */
final class TerminalCharset {
    private static final String LOST = "\uFFFD";

    private TerminalCharset() {}

    /** Lets the commands write: for people as their terminal reads, for programs in UTF-8. */
    static void set(CommandLine commandLine, String... args) {
        Charset forPeople = forPeople(System.getProperty("native.encoding", ""));
        boolean forPrograms = List.of(args).contains("--json") || List.of(args).contains("--csv");
        commandLine
                .setOut(writer(FileDescriptor.out, forPrograms ? StandardCharsets.UTF_8 : forPeople))
                .setErr(writer(FileDescriptor.err, forPeople));
    }

    /** A terminal that is said to know ASCII only shows UTF-8 no worse than the question marks that would be there instead. */
    static Charset forPeople(String locale) {
        try {
            Charset charset = Charset.forName(locale);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** A name without some of its letters is another name. */
    static void check(CommandLine commandLine, List<String> args) {
        for (String arg : args) {
            if (arg.contains(LOST)) {
                throw new ParameterException(
                        commandLine,
                        "an argument has letters that are not in this process's locale; set LC_ALL=C.UTF-8, or another"
                                + " locale of UTF-8: " + arg.split("=", 2)[0].replace(LOST, "?"));
            }
        }
    }

    /** Not through {@link System#out}, which keeps to itself that it could not write. */
    private static PrintWriter writer(FileDescriptor file, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(file), charset), true);
    }
}
