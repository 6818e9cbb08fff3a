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
 * Chooses the character encoding of the output, and refuses arguments that the locale's encoding has damaged.
 *
 * <p>Java decodes arguments with the locale's encoding. Where that is ASCII, as under cron, every other character has
 * become U+FFFD before {@code main} runs, and cannot be restored. A name with U+FFFD would be stored as another name.
 */
final class TerminalCharset {
    private static final String LOST = "\uFFFD";

    private TerminalCharset() {}

    /** Sets the output: UTF-8 for programs ({@code --json}, {@code --csv}), the terminal's encoding for people. */
    static void set(CommandLine commandLine, String... args) {
        Charset forPeople = forPeople(System.getProperty("native.encoding", ""));
        boolean forPrograms = List.of(args).contains("--json") || List.of(args).contains("--csv");
        commandLine
                .setOut(writer(FileDescriptor.out, forPrograms ? StandardCharsets.UTF_8 : forPeople))
                .setErr(writer(FileDescriptor.err, forPeople));
    }

    /**
     * Returns the locale's charset, but UTF-8 instead of ASCII, which would turn other characters into question marks.
     */
    static Charset forPeople(String locale) {
        try {
            Charset charset = Charset.forName(locale);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Refuses an argument that lost characters. */
    static void check(CommandLine commandLine, List<String> args) {
        for (String arg : args) {
            if (arg.contains(LOST)) {
                throw new ParameterException(
                        commandLine,
                        "an argument has characters that this process's locale does not have; set LC_ALL=C.UTF-8, or"
                                + " another UTF-8 locale: " + arg.split("=", 2)[0].replace(LOST, "?"));
            }
        }
    }

    /** Returns a writer that remembers a failed write, which {@link System#out} would hide from a later check. */
    private static PrintWriter writer(FileDescriptor file, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new PipeOutputStream(new FileOutputStream(file)), charset), true);
    }
}
