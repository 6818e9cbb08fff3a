package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what only the server knows: its tables, their rights and users, and locks. {@link Dialect#server} makes it. As
 * safe for several threads as the connection is.
 */
public abstract class Catalog {
    protected final Connection connection;
    protected final Dialect dialect;

    protected Catalog(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    // ---- tables ----

    /**
     * Returns the schema (on MySQL: the database) in which the server looks up unqualified names. Jetty's statements
     * use those.
     */
    public abstract String currentSchema() throws SQLException;

    /** Whether a table or view of exactly this name exists. Cheaper than {@link #table}. */
    public abstract boolean exists(TableName name) throws SQLException;

    /** Whether table names that differ in case only are the same name to this server. */
    public boolean ignoresCase() throws SQLException {
        return false;
    }

    /** Returns a table's name as the catalog spells it; the name itself if there is no such table. */
    public TableName spelled(TableName name) throws SQLException {
        return name;
    }

    /** Returns the table or view of exactly this name. */
    public final Optional<Table> table(TableName name) throws SQLException {
        return metadata().table(name);
    }

    /** Returns the schemata that hold a table of this name, for a hint. */
    public final List<String> schemataWith(String table) throws SQLException {
        return metadata().schemataWith(table);
    }

    /**
     * Returns the tables and views of a schema whose names equal this one but for case. INFORMATION_SCHEMA is in upper
     * case, because a case-sensitive SQL Server database accepts no other spelling.
     */
    public final List<String> namedLike(TableName name) throws SQLException {
        return Sql.texts(
                connection,
                "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = ? and lower(TABLE_NAME) = lower(?)"
                        + " order by TABLE_NAME",
                name.schema(),
                name.name());
    }

    /** Returns the tables and views of a schema that have a column of this name, ignoring case. */
    public final List<String> withColumn(String schema, String column) throws SQLException {
        return Sql.texts(
                connection,
                "select distinct TABLE_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = ?"
                        + " and lower(COLUMN_NAME) = lower(?) order by TABLE_NAME",
                schema,
                column);
    }

    /**
     * Returns the table options (after the closing bracket of CREATE TABLE) that store a new table as the old one is
     * stored.
     */
    public String tableOptions(TableName like) throws SQLException {
        return "";
    }

    /**
     * Returns what a swap would leave with the old table, such as views and triggers, or what makes it a table of
     * another kind; each as "kind name".
     */
    public abstract List<String> dependents(TableName name) throws SQLException;

    /** Returns the further parts of a table and the statements that create them on its replacement. */
    public abstract TableInventory inventory(TableReplacement swap) throws SQLException;

    /** Returns what hides rows of a table from this user, such as row level security; each as "kind name". */
    public List<String> hiding(TableName name) throws SQLException {
        return List.of();
    }

    /** Returns the publications that replicate these tables, or new ones in their schema, to other servers. */
    public List<String> publications(List<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns what uses a column of a table, except for triggers and views that the server can't look into. */
    public abstract List<ColumnUse> columnUses(TableName table, String column) throws SQLException;

    /** Returns the names of a table's triggers. */
    public abstract List<String> triggers(TableName table) throws SQLException;

    /** Returns the default of a column as SQL; empty if it has none. */
    public abstract Optional<String> columnDefault(TableName table, String column) throws SQLException;

    /** Returns the columns that the server itself sets whenever a row changes and the statement does not name them. */
    public List<String> selfUpdating(TableName table) throws SQLException {
        return List.of();
    }

    /** Returns the size of a table with its indexes in bytes, as the server estimates it. */
    public abstract long bytesOf(TableName name) throws SQLException;

    /** Returns the table's size in blocks, where the server can read rows by block; that is faster than any index. */
    public OptionalLong blocks(TableName table) throws SQLException {
        return OptionalLong.empty();
    }

    /**
     * Returns the statements that rename tables, in their order; where names of indexes and constraints are global,
     * those too. Where {@link Dialect#transactionalDdl()} is false, it is one atomic statement.
     */
    public abstract List<String> renames(List<Rename> renames) throws SQLException;

    /**
     * Returns the statements that give a new table exactly the owner and rights of an old one; empty where rights
     * belong to names.
     */
    public List<String> likeOwner(TableName model, TableName table) throws SQLException {
        return List.of();
    }

    /**
     * Returns why these columns can't form a key on this server, so that a run fails before it starts; empty where they
     * can or the answer depends on the values.
     */
    public Optional<String> keyTooLong(TableName table, List<String> columns) throws SQLException {
        return Optional.empty();
    }

    /** Returns the rights on a table that its model does not have; empty where rights belong to names. */
    public List<String> rightsBeyond(TableName model, TableName table) throws SQLException {
        return List.of();
    }

    /** Returns the statements that take from others the rights on a new table that a default has given them. */
    public List<String> ownersAlone(TableName table) throws SQLException {
        return List.of();
    }

    /** Returns warnings for the operator, to show before a run creates and renames tables; each a sentence. */
    public List<String> warnings(TableName table) throws SQLException {
        return List.of();
    }

    /**
     * Returns a checksum of everything in a schema but its rows. It shows whether a statement that changes the structure
     * has run. Empty where {@link Dialect#transactionalDdl()} is true: there a transaction tells it.
     *
     * @param except tables that do not count
     */
    public Optional<String> structure(String schema, List<String> except) throws SQLException {
        return Optional.empty();
    }

    // ---- state ----

    /** Whether the database is read-only now. */
    public abstract boolean readOnly() throws SQLException;

    /**
     * Returns the rights that the user lacks to create, rename and drop tables in these schemata; each as a statement.
     */
    public abstract List<String> missingRights(List<TableName> tables) throws SQLException;

    /** Returns the current user in the form that GRANT takes. */
    public String grantee() throws SQLException {
        return dialect.quote(Sql.text(connection, "select current_user"));
    }

    /** Returns the free bytes on the disk with the server's data, if known. */
    public abstract OptionalLong freeBytes() throws SQLException;

    /** Returns the other sessions that use these tables now: who, from where, since when. */
    public abstract List<String> users(List<TableName> tables) throws SQLException;

    // ---- locks ----

    /** Returns the number of this connection's session on the server. */
    public abstract long session() throws SQLException;

    /** Returns where an advisory lock does not count, as a sentence; empty if it counts wherever the schema is. */
    public Optional<String> lockLimit() throws SQLException {
        return Optional.empty();
    }

    /** Returns whether the server enforces CHECK constraints. */
    public boolean enforcesChecks() throws SQLException {
        return true;
    }

    /**
     * Takes an advisory lock that dies with the connection.
     *
     * @return whether the lock was free; never waits
     */
    public abstract boolean tryLock(String name) throws SQLException;

    /**
     * Releases an advisory lock. Closing the connection is not enough: the server may notice that only after the next
     * command has asked for the lock.
     */
    public abstract void unlock(String name) throws SQLException;

    /** Returns the session that holds the advisory lock, where the server shows it. */
    public abstract Optional<LockSession> lockSession(String name) throws SQLException;

    /** Returns whether another session holds the advisory lock. */
    public boolean isLocked(String name) throws SQLException {
        return lockSession(name).isPresent();
    }

    /** Returns the holder of the advisory lock in a few words, where the server shows it. */
    public final Optional<String> lockHolder(String name) throws SQLException {
        return lockSession(name).map(LockSession::description);
    }

    /**
     * Returns all sessions but this one that could write to the current schema now, here or over replication.
     *
     * @return empty if some may exist that this login or this server does not show
     */
    public Optional<List<ClientSession>> otherSessions() throws SQLException {
        return Optional.empty();
    }

    /**
     * Ends another session. What it has not committed is rolled back; that may take a while. Does nothing if it has ended by
     * itself meanwhile.
     */
    public abstract void endSession(long id) throws SQLException;

    /**
     * Locks a table against writers, after a short wait for those in progress; readers continue. Where
     * {@link Dialect#transactionalDdl()} is true, the lock belongs to the current transaction.
     *
     * @param database opens a connection, if the lock needs one of its own
     * @param table to lock
     * @param along tables that will be renamed with it; whatever the server itself does to them (autovacuum) is ended
     *     now, while readers of the table do not wait for it
     */
    public abstract WriteLock lockWrites(Database database, TableName table, List<TableName> along) throws SQLException;

    // ---- for the reader of JDBC's metadata ----

    /** Returns the reader of JDBC's metadata. */
    protected MetadataReader metadata() throws SQLException {
        return new MetadataReader(this);
    }

    /** Returns the types of the columns, by name, in the form of a CREATE TABLE. */
    protected abstract Map<String, String> columnTypes(TableName name) throws SQLException;

    /** Whether a name in the metadata is the name of this table or schema. */
    protected boolean sameName(String found, String name) {
        return found.equals(name);
    }

    /** Whether this driver's metadata call a schema "catalog". */
    protected boolean schemaIsCatalog() {
        return false;
    }
}
