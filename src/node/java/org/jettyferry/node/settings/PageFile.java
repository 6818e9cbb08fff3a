package org.jettyferry.node.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.function.Consumer;

/** The file of one page of the site's own. For one thread at a time. */
final class PageFile {
    private static final int LARGEST = 64 * 1024;

    private final String setting;
    private final Consumer<String> page;
    private String name = "";
    private byte[] content = new byte[0];
    private byte[] seen = new byte[0];
    private String problem = "";

    /**
     * Makes one that is not named yet.
     *
     * @param setting what names the file
     * @param page receives the page; nothing for the built-in one
     */
    PageFile(String setting, Consumer<String> page) {
        this.setting = setting;
        this.page = page;
    }

    /** Returns what is wrong with the file; empty if all is well. */
    String problem() {
        return problem;
    }

    /** Reads the file at once; the built-in page is back if none is named. */
    void configure(String file) {
        if (!file.equals(name)) {
            name = file;
            seen = new byte[0];
            problem = "";
            if (file.isEmpty()) {
                content = new byte[0];
                page.accept("");
            }
            look();
            look();
        }
    }

    /** Reads the file; what it has now counts if the last look has seen the same, since its writer may be at it. */
    void look() {
        if (name.isEmpty()) {
            return;
        }
        try {
            byte[] now = read(Paths.get(name));
            if (Arrays.equals(now, seen) && (!Arrays.equals(now, content) || !problem.isEmpty())) {
                page.accept(text(now));
                content = now;
                problem = "";
            }
            seen = now;
        } catch (IOException | IllegalArgumentException e) {
            String kept = content.length == 0 ? "the built-in page stays" : "the page that was read last stays";
            problem = setting + " = " + name + " is not usable (" + reason(e) + "); " + kept;
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(Files.exists(file) ? "it is no file" : "there is no such file");
        }
        byte[] bytes = new byte[LARGEST + 1];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int more = in.read(bytes);
            while (more > 0) {
                length += more;
                more = in.read(bytes, length, bytes.length - length);
            }
        }
        if (length == 0 || length > LARGEST) {
            throw new IllegalArgumentException(length == 0 ? "it is empty" : "it has more than 64 KB");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException || e instanceof InvalidPathException
                ? e.toString()
                : String.valueOf(e.getMessage());
    }
}
