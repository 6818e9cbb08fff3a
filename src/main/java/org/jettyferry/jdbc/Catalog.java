package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server at the other end of a connection: what it tells of its tables, of who may change them and who uses them, and
 * the locks that it keeps. Made by the dialect in which it is asked. As safe for several threads as the connection is.
 */
public abstract class Catalog {
    protected final Connection connection;
    protected final Dialect dialect;

    protected Catalog(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    // ---- tables ----

    /** The schema (on MySQL: the database) in which an unqualified name is looked up, as Jetty's own statements do. */
    public abstract String currentSchema() throws SQLException;

    /** Whether there is a table or view of exactly this name; cheaper than to read what it is. */
    public abstract boolean exists(TableName name) throws SQLException;

    /** Whether names of tables that differ in upper and lower case only are one to this server. */
    public boolean ignoresCase() throws SQLException {
        return false;
    }

    /** A table's name as the catalog spells it; one that is not there stays as it is. */
    public TableName spelled(TableName name) throws SQLException {
        return name;
    }

    /** The table or view of exactly this name, or empty. */
    public final Optional<Table> table(TableName name) throws SQLException {
        return metadata().table(name);
    }

    /** Schemata of the server that hold a table of this name; only for a hint. */
    public final List<String> schemataWith(String table) throws SQLException {
        return metadata().schemataWith(table);
    }

    /**
     * Tables and views of a schema whose names differ from this one at most in upper and lower case. The catalog stands in
     * upper case: a SQL Server database that tells the cases apart knows no other spelling.
     */
    public final List<String> namedLike(TableName name) throws SQLException {
        return Sql.texts(
                connection,
                "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = ? and lower(TABLE_NAME) = lower(?)"
                        + " order by TABLE_NAME",
                name.schema(),
                name.name());
    }

    /** Tables and views of a schema that have a column of this name, in whatever case. */
    public final List<String> withColumn(String schema, String column) throws SQLException {
        return Sql.texts(
                connection,
                "select distinct TABLE_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = ?"
                        + " and lower(COLUMN_NAME) = lower(?) order by TABLE_NAME",
                schema,
                column);
    }

    /** What follows the closing bracket of a CREATE TABLE, so that the new table is kept as the old one is. */
    public String tableOptions(TableName like) throws SQLException {
        return "";
    }

    /** What refers to a table, or makes it another kind of table, and that a swap would leave behind; each as "kind name". */
    public abstract List<String> dependents(TableName name) throws SQLException;

    /** What else belongs to a table, and how it is kept on the one that takes its place. */
    public abstract TableInventory inventory(TableReplacement swap) throws SQLException;

    /** What hides rows of a table from the user of this connection, such as row level security; each as "kind name". */
    public List<String> hiding(TableName name) throws SQLException {
        return List.of();
    }

    /** What sends changes of these tables, or of new ones beside them, to other servers by a list of tables. */
    public List<String> publications(List<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Bytes that a table takes with its indexes, as the server estimates them. */
    public abstract long bytesOf(TableName name) throws SQLException;

    /** The table's size in blocks, where rows can be found by their block, faster than by any index. */
    public OptionalLong blocks(TableName table) throws SQLException {
        return OptionalLong.empty();
    }

    /**
     * The statements that rename tables and, where their names are global, the indexes and constraints too, in an order
     * that works. Where {@link Dialect#transactionalDdl()} is false it is one atomic statement.
     */
    public abstract List<String> renames(List<Rename> renames) throws SQLException;

    /** Statements that give a new table the owner and the rights of an old one, and no more; empty where rights go by name. */
    public List<String> likeOwner(TableName model, TableName table) throws SQLException {
        return List.of();
    }

    /**
     * Why these columns of a table can't be a key together on this server, told before a run meets it in its middle; empty
     * where they can, or only the values would tell.
     */
    public Optional<String> keyTooLong(TableName table, List<String> columns) throws SQLException {
        return Optional.empty();
    }

    /** Rights that somebody has on a table and not on its model; where rights go by name there are none. */
    public List<String> rightsBeyond(TableName model, TableName table) throws SQLException {
        return List.of();
    }

    /** Statements that leave a new table to its owner alone, where a default opens it to others. */
    public List<String> ownersAlone(TableName table) throws SQLException {
        return List.of();
    }

    /** What an operator should know before tables beside this one are made and renamed; each a sentence. */
    public List<String> warnings(TableName table) throws SQLException {
        return List.of();
    }

    // ---- state ----

    /** Whether the database takes no writes now. */
    public abstract boolean readOnly() throws SQLException;

    /** Rights that the user lacks for making, renaming and dropping tables beside these; each as a sentence. */
    public abstract List<String> missingRights(List<TableName> tables) throws SQLException;

    /** Who is connected, as a GRANT names him. */
    public String grantee() throws SQLException {
        return dialect.quote(Sql.text(connection, "select current_user"));
    }

    /** Free bytes where the server keeps its data, where that can be told. */
    public abstract OptionalLong freeBytes() throws SQLException;

    /** Other sessions of the server that use these tables now: who, from where, since when. */
    public abstract List<String> users(List<TableName> tables) throws SQLException;

    // ---- locks ----

    /**
     * Takes an advisory lock that dies with the connection.
     *
     * @return whether it was got; never waits
     */
    public abstract boolean tryLock(String name) throws SQLException;

    /** Gives an advisory lock back: a server may notice a closed connection only after the next command has asked. */
    public abstract void unlock(String name) throws SQLException;

    /** Who holds the advisory lock, as far as the server tells. */
    public abstract Optional<String> lockHolder(String name) throws SQLException;

    /**
     * Locks a table against writers and waits a little for those that are at it; readers are let in. Where
     * {@link Dialect#transactionalDdl()} holds, the lock belongs to the present transaction.
     *
     * @param database opens a connection where the lock needs one of its own
     */
    public abstract WriteLock lockWrites(Database database, TableName table) throws SQLException;

    // ---- for the reader of JDBC's metadata ----

    /** Reads what a table is like. */
    protected MetadataReader metadata() throws SQLException {
        return new MetadataReader(this);
    }

    /** Types of the columns as a CREATE TABLE would say them, by column name. */
    protected abstract Map<String, String> columnTypes(TableName name) throws SQLException;

    /** Whether a name in the metadata means the table or schema of this name. */
    protected boolean sameName(String found, String name) {
        return found.equals(name);
    }

    /** Whether JDBC's metadata of this driver name a schema as "catalog". */
    protected boolean schemaIsCatalog() {
        return false;
    }
}
