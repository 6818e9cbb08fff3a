package org.jettyferry.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How one kind of database says what SQL leaves open. Chosen once, by the URL and the server's own name; nothing else
 * in the program asks which product it talks to. Immutable.
 */
public abstract sealed class Dialect permits PostgreSqlDialect, MySqlDialect, SqlServerDialect {

    /** The folder below {@code sql/} that holds this database's statements. */
    public abstract String id();

    /** The same dialect, with what only the server itself can tell. */
    abstract Dialect refined(Connection connection) throws SQLException;

    /**
     * The class of the driver. DriverManager would load every driver that it finds to ask each for the URL, which takes a
     * quarter of the time of a short command.
     */
    abstract String driverClass();

    /** Properties that every connection is opened with. */
    abstract Map<String, String> connectionProperties();

    /** Sets time-outs, so that a lock held by somebody else ends in an error and not in waiting for ever. */
    abstract void prepare(Connection connection) throws SQLException;

    /** Which kind of problem an error of the driver stands for. */
    public abstract Problem classify(SQLException error);

    // ---- names ----

    /** An identifier as the metadata spell it, quoted for a statement. */
    public abstract String quote(String identifier);

    /** How the database spells an identifier that was written without quotes. */
    public abstract String fold(String identifier);

    /** Whether a name in the metadata means the table or schema of this name. */
    boolean sameName(String found, String name) {
        return found.equals(name);
    }

    /** The schema (on MySQL: the database) in which an unqualified name is looked up, as Jetty's own statements do. */
    public abstract String currentSchema(Connection connection) throws SQLException;

    /** The longest identifier the database takes. */
    public abstract int maxIdentifier();

    // ---- metadata ----

    /** Whether there is a table or view of exactly this name; cheaper than to read what it is. */
    public abstract boolean exists(Connection connection, TableName name) throws SQLException;

    /** The table or view of exactly this name, or empty. */
    public final Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return metadata(connection).table(name);
    }

    /** Schemata of the server that hold a table of this name; only for a hint. */
    public final List<String> schemataWith(Connection connection, String table) throws SQLException {
        return metadata(connection).schemataWith(table);
    }

    /** Reads what a table is like. */
    MetadataReader metadata(Connection connection) throws SQLException {
        return new MetadataReader(connection, this);
    }

    /** Types of the columns as a CREATE TABLE would say them, by column name. */
    abstract Map<String, String> columnTypes(Connection connection, TableName name) throws SQLException;

    /** Whether JDBC's metadata of this driver name a schema as "catalog". */
    boolean schemaIsCatalog() {
        return false;
    }

    /** What follows the closing bracket of a CREATE TABLE, so that the new table is kept as the old one is. */
    public String tableOptions(Connection connection, TableName like) throws SQLException {
        return "";
    }

    /** Things that hang on a table and that a swap of tables would leave behind: triggers, views, foreign keys. */
    public abstract List<String> dependents(Connection connection, TableName name) throws SQLException;

    /** Bytes that a table takes with its indexes, as the server estimates them. */
    public abstract long bytesOf(Connection connection, TableName name) throws SQLException;

    /** How many bytes a column of this type holds, where that is little enough to matter. */
    public OptionalLong capacity(String type) {
        return OptionalLong.empty();
    }

    // ---- the server's state ----

    /** An expression: the server's time in milliseconds since 1970. */
    public abstract String nowMillis();

    /** Whether the database takes no writes now. */
    public abstract boolean readOnly(Connection connection) throws SQLException;

    /** Rights that the user lacks for making, renaming and dropping tables beside these; each as a sentence. */
    public abstract List<String> missingRights(Connection connection, List<TableName> tables) throws SQLException;

    /** Free bytes where the server keeps its data, where that can be told. */
    public abstract OptionalLong freeBytes(Connection connection) throws SQLException;

    /** Other sessions of the server that use these tables now: who, from where, since when. */
    public abstract List<String> users(Connection connection, List<TableName> tables) throws SQLException;

    // ---- locks ----

    /**
     * Takes an advisory lock that dies with the connection.
     *
     * @return whether it was got; never waits
     */
    public abstract boolean tryLock(Connection connection, String name) throws SQLException;

    /** Gives an advisory lock back: a server may notice a closed connection only after the next command has asked. */
    public abstract void unlock(Connection connection, String name) throws SQLException;

    /** Who holds the advisory lock, as far as the server tells. */
    public abstract Optional<String> lockHolder(Connection connection, String name) throws SQLException;

    // ---- change of structure ----

    /** Whether CREATE, ALTER, DROP and renames take part in a transaction. */
    public abstract boolean transactionalDdl();

    /** Whether an index shares its name space with those of other tables. */
    public abstract boolean globalIndexNames();

    /**
     * The statements that rename tables and, where their names are global, the indexes and constraints too, in an order
     * that works. Where {@link #transactionalDdl()} is false it is one atomic statement.
     */
    public abstract List<String> renames(Connection connection, List<Rename> renames) throws SQLException;

    /**
     * What {@link #renames} will say of the parts of a table that does not exist yet.
     *
     * @param key columns of its primary key
     * @param indexes names of its other indexes
     */
    public List<String> renamesOfParts(Rename rename, List<String> key, List<String> indexes) {
        return List.of();
    }

    /** Statements that give a new table the owner and the grants of an old one; empty where grants go by name. */
    public List<String> likeOwner(Connection connection, TableName model, TableName table) throws SQLException {
        return List.of();
    }

    /** The statements that make these indexes of one table, with as few looks at its rows as can be. */
    public List<String> together(List<String> createIndexes) {
        return createIndexes;
    }

    /** Statements to run once a table is filled, so that its first users find good statistics. */
    public abstract List<String> analyze(TableName table);

    /**
     * One rename.
     *
     * @param from a table that exists
     * @param to its new name, in the same schema
     */
    public record Rename(TableName from, String to) {}

    // ---- expressions ----

    /** A literal of text. */
    public String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A literal of bytes. */
    public abstract String bytes(byte[] value);

    /** The number of bytes in a value. */
    public abstract String octetLength(String expression);

    /** Texts joined. */
    public abstract String concat(List<String> expressions);

    /** A whole number divided by another, without a rest. */
    public String divide(String expression, long divisor) {
        return expression + " / " + divisor;
    }

    /** A digest of a text, of at least 128 bits, written in less than 80 characters. */
    public abstract String digest(String expression);

    /** A whole number of 64 bits made of these values; NULL counts as a value. */
    public abstract String rowCheck(List<String> texts, List<String> numbers);

    /** The sum of whole numbers of 64 bits, which does not overflow. */
    public String sum(String expression) {
        return "coalesce(sum(cast(" + expression + " as decimal(30))), 0)";
    }

    /** The table's size in blocks, where rows can be found by their block, faster than by any index. */
    public OptionalLong blocks(Connection connection, TableName table) throws SQLException {
        return OptionalLong.empty();
    }

    /** A condition: the row is in one of these blocks. */
    public String inBlocks(String alias, long from, long to) {
        throw new IllegalStateException("this database has no blocks");
    }

    /** The check of a blob, that the server and this program both can make. */
    public abstract BlobCheck blobCheck();

    /** A computed number in the type of the column that it is for, where that is not seen to anyway. */
    public String number(String expression, String columnType) {
        return expression;
    }

    /** The type to cast a whole number of 64 bits to. */
    public abstract String longType();

    /** The bytes of a text in UTF-8. */
    public abstract String utf8(String expression);

    /** The bits in which two whole numbers differ. */
    public abstract String xor(String left, String right);

    /** A select with a few large groups, in the way in which the server does that fastest. */
    public String grouped(String select) {
        return select;
    }

    /** A select of at most so many rows. */
    public abstract String limit(String select, long rows);

    /** The one row of an ordered select that stands at this place, counted from 0. */
    public abstract String nth(String orderedSelect, long place);

    // ---- bulk ----

    /** What makes the driver hand rows out as they come, instead of reading the whole result first. */
    abstract int streamingFetchSize();

    /** A statement whose result streams. On PostgreSQL only outside of auto-commit. */
    public final Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(streamingFetchSize());
        return statement;
    }

    /** How many connections fill one table faster than one does, each from its own stretch of another. */
    public int lanes() {
        return 1;
    }

    /** Opens the fastest way to bring rows of a query into a table while their blobs are rewritten. */
    public abstract BulkPipe pipe(Connection source, Connection target);

    /** The numbers over each other, each a bit further to the left, so that two that changed places are found out. */
    static String folded(Dialect dialect, String first, List<String> numbers) {
        String folded = first;
        for (int i = 0; i < numbers.size(); i++) {
            // Jetty's longType may have made these decimal numbers, which have no bits to shift.
            String number = "cast(" + numbers.get(i) + " as " + dialect.longType() + ")";
            folded = dialect.xor(folded, "(coalesce(" + number + ", -1) << " + i + ")");
        }
        return folded;
    }

    /** Texts of which none is NULL, with a mark between them. */
    static String joined(List<String> texts) {
        return texts.stream()
                .map(text -> "coalesce(" + text + ", '~')")
                .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
    }

    static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }
}
