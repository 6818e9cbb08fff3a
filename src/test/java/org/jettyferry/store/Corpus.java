package org.jettyferry.store;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jettyferry.servers.TestDatabase;

/** Rows that a real node of some release wrote, put into a fresh store as that node would have made it. */
enum Corpus {
    JETTY_9_3("jetty-9.3.30-postgresql", 1),
    JETTY_9_4_8("jetty-9.4.8-postgresql", 2),
    JETTY_9_4("jetty-9.4.58-postgresql", 2),
    JETTY_12_1("jetty-12.1.12-postgresql", 2);

    /** Far enough in the future that no row of the corpus expires while it is tested. */
    private static final long EXPIRES = 4_000_000_000_000L;

    private final String folder;
    private final int generation;

    Corpus(String folder, int generation) {
        this.folder = folder;
        this.generation = generation;
    }

    int generation() {
        return generation;
    }

    /** Makes the tables by the shipped script and fills them; blobs over 64 KB only where the column takes them. */
    int load(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            for (String statement : Scripts.generation(database, generation)) {
                connection.createStatement().execute(statement);
            }
            List<JsonObject> rows = rows("jettysessions");
            for (JsonObject row : rows) {
                insert(connection, row);
            }
            if (generation == 1) {
                for (JsonObject id : rows("jettysessionids")) {
                    connection
                            .createStatement()
                            .execute("insert into JettySessionIds (id) values ('"
                                    + id.get("id").getAsString() + "')");
                }
            }
            return rows.size();
        }
    }

    private static void insert(Connection connection, JsonObject row) throws SQLException {
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (SessionColumn column : SessionColumn.values()) {
            JsonElement value = row.get(column.defaultName().toLowerCase(Locale.ROOT));
            if (column == SessionColumn.MAP) {
                names.add("map");
                values.add(Base64.getDecoder().decode(row.get("map_b64").getAsString()));
            } else if (value != null) {
                names.add(column.defaultName());
                boolean text = value.getAsJsonPrimitive().isString();
                values.add(text ? value.getAsString() : (Object) number(column, value.getAsLong()));
            }
        }
        String marks = "?, ".repeat(names.size() - 1) + "?";
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into JettySessions (" + String.join(", ", names) + ") values (" + marks + ")")) {
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i));
            }
            insert.executeUpdate();
        }
    }

    private static long number(SessionColumn column, long value) {
        return column == SessionColumn.EXPIRY_TIME && value > 0 ? EXPIRES : value;
    }

    List<JsonObject> rows(String table) {
        String resource = "/corpus/" + folder + "/" + table + ".jsonl.gz";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Corpus.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> new Gson().fromJson(line, JsonObject.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
