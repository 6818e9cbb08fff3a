package org.jettyferry.settings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Reads settings as people write them: a Java properties file, or one of Jetty's {@code .ini} files in {@code start.d};
 * in UTF-8, or in Latin-1, the old encoding of properties files. The tool and the node read a file in the same way.
 * Stateless.
 */
public final class SettingsFile {
    private static final int LARGEST = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SettingsFile() {}

    /**
     * Reads a file.
     *
     * @param file a properties file, or one whose name ends in {@code .ini}
     * @return the values by their names, without space around them
     * @throws SettingsFileException if it can't be understood
     * @throws IOException if it can't be read
     */
    public static Map<String, String> read(Path file) throws IOException {
        return parse(file, bytes(file));
    }

    /**
     * Reads the bytes of a file, so that a caller can {@link #parse} them only if they have changed.
     *
     * @param file the file
     * @return its content
     * @throws SettingsFileException if it is far too large for settings
     * @throws IOException if it can't be read
     */
    public static byte[] bytes(Path file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(LARGEST + 1L, Files.size(file) + 1024)];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.read(bytes);
            while (read > 0) {
                length += read;
                read = in.read(bytes, length, bytes.length - length);
            }
        }
        if (length > LARGEST) {
            throw tooLarge();
        }
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Reads a properties file that is a part of an archive.
     *
     * @param in its content; stays open
     * @return the values by their names, without space around them
     * @throws SettingsFileException if it can't be understood
     * @throws IOException if it can't be read
     */
    public static Map<String, String> read(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            content.write(buffer, 0, read);
            if (content.size() > LARGEST) {
                throw tooLarge();
            }
        }
        return properties(checkedText(content.toByteArray()), content.toByteArray());
    }

    /**
     * Reads the content of a file.
     *
     * @param file its name, which says whether it is an {@code .ini}
     * @param content its bytes
     * @return the values by their names, without space around them
     * @throws SettingsFileException if it can't be understood; the message says which byte of which line is wrong
     */
    public static Map<String, String> parse(Path file, byte[] content) throws SettingsFileException {
        String text = checkedText(content);
        return file.toString().endsWith(".ini") ? ini(text) : properties(text, content);
    }

    private static SettingsFileException tooLarge() {
        return new SettingsFileException("it is larger than a mebibyte");
    }

    private static String checkedText(byte[] content) throws SettingsFileException {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                throw new SettingsFileException(
                        place(content, i) + " is zero, so it is not text in UTF-8 or Latin-1; save it as UTF-8");
            }
        }
        return text(content);
    }

    private static Map<String, String> properties(String text, byte[] content) throws SettingsFileException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new SettingsFileException(badEscape(content));
        } catch (IOException e) {
            throw new IllegalStateException(e); // a StringReader does not fail
        }
        Map<String, String> settings = new HashMap<>();
        properties.forEach((name, value) -> put(settings, name.toString(), value.toString()));
        return settings;
    }

    /** Reads Jetty's format, which has no escapes: a backslash is a backslash. */
    private static Map<String, String> ini(String text) {
        Map<String, String> settings = new HashMap<>();
        for (String given : text.split("\\R", -1)) {
            String line = given.trim();
            int equals = line.indexOf('=');
            if (equals > 0 && line.charAt(0) != '#') {
                put(settings, line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return settings;
    }

    /**
     * Adds a setting. Arguments of Jetty's start.jar ({@code --module=…}) are not settings; {@code name?=value} means
     * "unless set".
     */
    private static void put(Map<String, String> settings, String name, String value) {
        if (!name.startsWith("-")) {
            String plain = name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
            settings.put(plain.trim(), value.trim());
        }
    }

    private static String text(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text; // as Notepad writes it
    }

    /**
     * Finds the escape that {@code Properties.load} refused, since that names no place. The usual cause is a Windows
     * path with a folder that begins with "u".
     */
    private static String badEscape(byte[] content) {
        boolean comment = false;
        boolean lineBegins = true;
        for (int i = 0; i < content.length; i++) {
            char c = (char) (content[i] & 0xff);
            if (c == '\n' || c == '\r') {
                lineBegins = true;
                comment = false;
            } else if (lineBegins && c != ' ' && c != '\t' && c != '\f') {
                comment = c == '#' || c == '!';
                lineBegins = false;
            }
            if (c == '\\' && !comment) {
                if (isBadEscape(content, i)) {
                    return place(content, i)
                            + " begins \\u, which needs four hexadecimal digits; write a backslash as \\\\";
                }
                i++;
            }
        }
        return "a \\u in it lacks its four hexadecimal digits; write a backslash as \\\\";
    }

    private static boolean isBadEscape(byte[] content, int backslash) {
        if (backslash + 1 >= content.length || content[backslash + 1] != 'u') {
            return false;
        }
        for (int i = backslash + 2; i < backslash + 6; i++) {
            if (i >= content.length || Character.digit(content[i], 16) < 0) {
                return true;
            }
        }
        return false;
    }

    private static String place(byte[] content, int at) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (content[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return "byte " + (at - start + 1) + " of line " + line;
    }
}
