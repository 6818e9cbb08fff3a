package org.jettyferry.cli.connection;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jettyferry.cli.terminal.UsageException;

/** Reads settings from a Java properties file, or from a Jetty {@code .ini} as it stands in {@code start.d}. */
final class SettingsFile {
    private SettingsFile() {}

    /** @throws UsageException if it can't be read */
    static Map<String, String> read(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".ini") ? ini(text) : properties(text);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file, "Check its name.");
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("could not read " + file + ": " + e.getMessage(), "Check its rights and content.");
        }
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> settings = new HashMap<>();
        properties.forEach((name, value) -> put(settings, name.toString(), value.toString()));
        return settings;
    }

    /** Jetty knows no escapes in there: a backslash is a backslash. */
    private static Map<String, String> ini(String text) {
        Map<String, String> settings = new HashMap<>();
        text.lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && line.charAt(0) != '#') {
                put(settings, line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return settings;
    }

    /** Arguments of Jetty's start.jar ({@code --module=…}) are none of ours; {@code name?=value} is its "unless set". */
    private static void put(Map<String, String> settings, String name, String value) {
        if (!name.startsWith("-")) {
            String plain = name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
            settings.put(plain.strip(), value.strip());
        }
    }
}
