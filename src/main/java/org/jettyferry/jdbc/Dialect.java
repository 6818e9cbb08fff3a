package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How one kind of database says what SQL leaves open. Chosen once, by the URL and the server's own name; nothing else
 * in the program asks which product it talks to. What only the server can tell is asked of its {@link Catalog}.
 * Immutable.
 */
public abstract class Dialect {

    /** The folder below {@code sql/} that holds this database's statements. */
    public abstract String id();

    /** The server at the other end of a connection, to be asked in this dialect. */
    public abstract Catalog server(Connection connection);

    /** Sets time-outs, so that a lock held by somebody else ends in an error and not in waiting for ever. */
    protected abstract void prepare(Connection connection) throws SQLException;

    /** Which kind of problem an error of the driver stands for. */
    public abstract ErrorKind classify(SQLException error);

    // ---- names ----

    /** An identifier as the metadata spell it, quoted for a statement. */
    public abstract String quote(String identifier);

    /** How the database spells an identifier that was written without quotes. */
    public abstract String fold(String identifier);

    /** The longest identifier the database takes. */
    public abstract int maxIdentifier();

    // ---- change of structure ----

    /** Whether CREATE, ALTER, DROP and renames take part in a transaction. */
    public abstract boolean transactionalDdl();

    /** Whether an index shares its name space with those of other tables. */
    public abstract boolean globalIndexNames();

    /**
     * What {@link Catalog#renames} will say of the parts of a table that does not exist yet.
     *
     * @param key columns of its primary key
     * @param constraints names of its key and further constraints; none where the server names its key
     * @param indexes names of its other indexes
     */
    public List<String> renamesOfParts(
            Rename rename, List<String> key, List<String> constraints, List<String> indexes) {
        return List.of();
    }

    /** The statements that make these indexes of one table, with as few looks at its rows as can be. */
    public List<String> together(List<String> createIndexes) {
        return createIndexes;
    }

    /** Statements to run once a table is filled, so that its first users find good statistics. */
    public abstract List<String> analyze(TableName table);

    // ---- expressions ----

    /** The server's time in milliseconds since 1970. */
    public abstract String nowMillis();

    /** A literal of text. */
    public String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A literal of text to compare a column of this type with, so that the column's own rules and its index hold. */
    public String text(String value, String columnType) {
        return text(value);
    }

    /** A literal of bytes. */
    public abstract String bytes(byte[] value);

    /** The number of bytes in a value. */
    public abstract String octetLength(String expression);

    /** Texts joined. */
    public abstract String concat(List<String> expressions);

    /** A text of one table in the form in which it is compared with a column of another, which is of this type. */
    public String comparable(String text, String columnType) {
        return text;
    }

    /** A text without the blanks that a column of a fixed width pads it with; Jetty neither writes nor expects them. */
    public String unpadded(String expression, String columnType) {
        return expression;
    }

    /** A whole number divided by another, without a rest; Jetty's longType may have made it a decimal one. */
    public String divide(String expression, long divisor) {
        return "cast(" + expression + " as " + longType() + ") / " + divisor;
    }

    /** A digest of a text, of at least 128 bits, written in less than 80 characters. */
    public abstract String digest(String expression);

    /** A whole number of 64 bits made of these values; NULL counts as a value. */
    public abstract String rowCheck(List<String> texts, List<String> numbers);

    /** The sum of whole numbers of 64 bits, which does not overflow. */
    public String sum(String expression) {
        return "coalesce(sum(cast(" + expression + " as decimal(30))), 0)";
    }

    /** A condition: the row is in one of these blocks. */
    public String inBlocks(String alias, long from, long to) {
        throw new IllegalStateException("this database has no blocks");
    }

    /** A blob of a column of this type, in a form that takes part in expressions. */
    public String blob(String column, String columnType) {
        return column;
    }

    /** The check of a blob, that the server and this program both can make. */
    public abstract BlobCheck blobCheck();

    /** A computed number in the type of the column that it is for, where that is not seen to anyway. */
    public String number(String expression, String columnType) {
        return expression;
    }

    /** The type to cast a whole number of 64 bits to. */
    public abstract String longType();

    /** How many bytes a column of this type holds, where that is little enough to matter. */
    public OptionalLong capacity(String type) {
        return OptionalLong.empty();
    }

    /**
     * The bytes of a text, in a form of the server's own: in which encoding a column keeps its text is its own matter, so
     * that only the server can say the same of the same text again.
     */
    public abstract String textBytes(String expression);

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

    /** What a node of Jetty has to be configured with before it can make its tables here, as a sentence. */
    public Optional<String> nodeNeeds() {
        return Optional.empty();
    }

    // ---- bulk ----

    /** What makes the driver hand rows out as they come, instead of reading the whole result first. */
    protected abstract int streamingFetchSize();

    /** A statement whose result streams. On PostgreSQL only outside of auto-commit. */
    public final Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(streamingFetchSize());
        return statement;
    }

    /** How many connections fill one table faster than one does, with rows that come through this program. */
    public int lanes() {
        return 1;
    }

    /** Opens the fastest way to bring rows of a query into a table while their blobs are rewritten. */
    public abstract BulkCopy pipe(Connection source, Connection target);

    /**
     * What such a pipe asks: how it reads and how it writes. One statement may take many rows.
     *
     * @param types of the target's columns, as {@link java.sql.Types}
     */
    public List<String> bulk(BulkCopy.Transfer transfer, int[] types) {
        String insert = InsertValues.insert(transfer.target().sql(this), transfer.columns(), 1);
        return List.of(transfer.select(), insert);
    }

    /** The numbers over each other, each a bit further to the left, so that two that changed places are found out. */
    protected static String folded(Dialect dialect, String first, List<String> numbers) {
        String folded = first;
        for (int i = 0; i < numbers.size(); i++) {
            // Jetty's longType may have made these decimal numbers, which have no bits to shift.
            String number = "cast(" + numbers.get(i) + " as " + dialect.longType() + ")";
            folded = dialect.xor(folded, "(coalesce(" + number + ", -1) << " + i + ")");
        }
        return folded;
    }

    /** Texts of which none is NULL, with a mark between them. */
    protected static String joined(List<String> texts) {
        return texts.stream()
                .map(text -> "coalesce(" + text + ", '~')")
                .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
    }

    protected static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }
}
