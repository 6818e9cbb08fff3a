package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.ReadConnection;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.version.SchemaVersion;

/** The version of a schema that no registry knows: in the schema itself. */
public final class OwnVersion {
    private static final String TABLE = "ferry_schema_version";

    private final Database database;

    /** Looks at the schema in which the connections of a database begin. */
    public OwnVersion(Database database) {
        this.database = database;
    }

    /** Returns it; empty if none is recorded. */
    public Optional<SchemaVersion> read() {
        try (ReadConnection read = database.openToRead()) {
            return read(table(read.connection()));
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "read the version of the schema", e);
        }
    }

    /**
     * Records it, or forgets it.
     *
     * @return what was recorded before
     */
    public Optional<SchemaVersion> record(Optional<SchemaVersion> version) {
        try (Connection connection = database.open()) {
            OwnTable table = table(connection);
            Optional<SchemaVersion> before = read(table);
            if (!before.equals(version)) {
                write(table, version);
            }
            return before;
        } catch (SQLException e) {
            throw DatabaseException.of(database.dialect(), "record the version of the schema", e);
        }
    }

    private static Optional<SchemaVersion> read(OwnTable table) throws SQLException {
        return table.exists()
                ? Sql.texts(table.connection(), "select version from " + table.sql() + " where id = 1").stream()
                        .findFirst()
                        .map(SchemaVersion::parse)
                : Optional.empty();
    }

    private static void write(OwnTable table, Optional<SchemaVersion> version) throws SQLException {
        if (version.isEmpty()) {
            Sql.update(table.connection(), "delete from " + table.sql());
            return;
        }
        table.make("schema-version");
        String text = version.get().toString();
        if (Sql.update(table.connection(), "update " + table.sql() + " set version = ? where id = 1", text) == 0) {
            Sql.update(table.connection(), "insert into " + table.sql() + " (id, version) values (1, ?)", text);
        }
    }

    private OwnTable table(Connection connection) throws SQLException {
        String schema = database.dialect().server(connection).currentSchema();
        return new OwnTable(connection, database.dialect(), new TableName(schema, TABLE));
    }
}
