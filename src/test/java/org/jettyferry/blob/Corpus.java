package org.jettyferry.blob;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Rows that real Jetty nodes wrote into real databases. */
public final class Corpus {
    private static final List<String> FOLDERS = List.of(
            "jetty-9.3.30-mariadb",
            "jetty-9.3.30-postgresql",
            "jetty-9.4.8-postgresql",
            "jetty-9.4.58-mariadb",
            "jetty-9.4.58-postgresql",
            "jetty-12.1.12-mariadb",
            "jetty-12.1.12-postgresql");

    private static final Map<String, List<Row>> ROWS = new ConcurrentHashMap<>();

    private Corpus() {}

    /** A row: its columns by their names in lower case, without the blob. */
    public record Row(String folder, Map<String, String> columns, byte[] blob) {
        @Override
        public String toString() {
            return folder + " " + columns.get("contextpath") + " " + columns.get("sessionid") + " " + blob.length
                    + " bytes";
        }
    }

    public static Stream<Row> rows() {
        return FOLDERS.stream().flatMap(Corpus::rows);
    }

    public static Stream<Row> rows(String folder) {
        return ROWS.computeIfAbsent(folder, Corpus::read).stream();
    }

    private static List<Row> read(String folder) {
        String file = "/corpus/" + folder + "/sessions.jsonl.gz";
        try (InputStream raw = Objects.requireNonNull(Corpus.class.getResourceAsStream(file), file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> row(folder, line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String folder, String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        Map<String, String> columns = new TreeMap<>();
        byte[] blob = {};
        for (String name : json.keySet()) {
            if (name.equalsIgnoreCase("map_b64")) {
                blob = Base64.getDecoder().decode(json.get(name).getAsString());
            } else if (!json.get(name).isJsonNull()) {
                columns.put(name.toLowerCase(Locale.ROOT), json.get(name).getAsString());
            }
        }
        return new Row(folder, columns, blob);
    }
}
