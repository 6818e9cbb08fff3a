package org.jettyferry.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prints the story, and notes when each line of it was complete. The recording does not name the machine. */
final class Recorder extends OutputStream {
    private final OutputStream out;
    private final Charset charset = Charset.defaultCharset();
    private final long start = System.nanoTime();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<Cast.Line> lines = new ArrayList<>();

    private final Pattern machine;

    private Recorder(OutputStream out, String host) {
        this.out = out;
        machine = Pattern.compile("\\b" + Pattern.quote(host) + "\\b");
    }

    /** Records from now on what this JVM prints. */
    static Recorder begin() throws IOException {
        Recorder recorder = new Recorder(System.out, InetAddress.getLocalHost().getHostName());
        System.setOut(new PrintStream(recorder, true, recorder.charset));
        return recorder;
    }

    /** Writes what was printed so far as a recording of about a minute. */
    void save(Path file) throws IOException {
        Files.writeString(file, Cast.ofAMinute(noted()), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int letter) throws IOException {
        out.write(letter);
        if (letter == '\n') {
            String text = machine.matcher(line.toString(charset)).replaceAll("localhost");
            lines.add(new Cast.Line((System.nanoTime() - start) / 1_000_000, text));
            line.reset();
        } else {
            line.write(letter);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    private synchronized List<Cast.Line> noted() {
        return List.copyOf(lines);
    }
}
