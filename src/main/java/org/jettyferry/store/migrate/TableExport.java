package org.jettyferry.store.migrate;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table to a gzip file with one JSON object per line, blobs in base64. The file holds passwords as the table
 * does, so only its owner can read it. It gets its final name when it is complete.
 */
final class TableExport {
    private final Connection connection;
    private final Dialect dialect;

    TableExport(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * Writes the table.
     *
     * @return the number of rows written
     */
    long write(Table table, Path file) throws SQLException, IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Path part = Path.of(file + ".part");
        Files.deleteIfExists(part);
        createPrivate(part);
        long rows = writeRows(table, part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return rows;
    }

    private static void createPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private long writeRows(Table table, Path file) throws SQLException, IOException {
        List<Table.Column> columns = table.columns();
        String select = columns.stream()
                .map(column -> dialect.quote(column.name()))
                .collect(Collectors.joining(
                        ", ", "select ", " from " + table.name().sql(dialect)));
        connection.setAutoCommit(false); // PostgreSQL's driver streams only in a transaction
        long count = 0;
        try (OutputStreamWriter out = new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file), 64 * 1024), StandardCharsets.UTF_8);
                Statement statement = dialect.streaming(connection);
                ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                writeRow(rows, columns, out);
                count++;
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return count;
    }

    /** Writes a line. The JSON writer is not closed, because that would close the file. */
    @SuppressWarnings("resource")
    private static void writeRow(ResultSet rows, List<Table.Column> columns, OutputStreamWriter out)
            throws SQLException, IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        for (int i = 0; i < columns.size(); i++) {
            json.name(columns.get(i).name());
            value(json, rows.getObject(i + 1));
        }
        json.endObject();
        json.flush();
        out.write('\n');
    }

    private static void value(JsonWriter json, @Nullable Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            json.value(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Number number) {
            json.value(number);
        } else {
            json.value(value == null ? null : value.toString());
        }
    }
}
