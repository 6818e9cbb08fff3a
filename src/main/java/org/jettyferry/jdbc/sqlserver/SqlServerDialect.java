package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jettyferry.jdbc.BatchWriter;
import org.jettyferry.jdbc.BlobCheck;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.JdbcBulkCopy;
import org.jettyferry.jdbc.MultiRowWriter;
import org.jettyferry.jdbc.RowWriter;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** SQL Server: DDL takes part in transactions; indexes and unnamed keys belong to their table. */
final class SqlServerDialect extends Dialect {
    private static final Pattern CODE_PAGE_TYPE = Pattern.compile("((?:var)?char\\([^)]*\\))( collate \\w+)?");
    private static final Pattern COLLATION = Pattern.compile(" collate \\w+$");

    @Override
    public String id() {
        return "sqlserver";
    }

    @Override
    public Catalog server(Connection connection) {
        return new SqlServerCatalog(connection, this);
    }

    @Override
    protected void prepare(Connection connection) throws SQLException {
        Sql.execute(connection, "set lock_timeout 5000");
    }

    @Override
    public ErrorKind classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (error.getErrorCode()) {
            case 18456, 18452, 18470, 18486, 18487, 18488 -> ErrorKind.LOGIN_REFUSED;
            case 4060, 911 -> ErrorKind.NO_SUCH_DATABASE;
            case 3906, 3908, 978 -> ErrorKind.READ_ONLY;
            case 229, 230, 262, 297, 300, 916, 1088, 2760, 15151, 15225, 15247, 15248 -> ErrorKind.NO_RIGHTS;
            case 1222, 1205 -> ErrorKind.LOCKED;
            case 1105, 9002, 1101 -> ErrorKind.NO_ROOM;
            case 8152, 2628, 4815 -> ErrorKind.TOO_LONG;
            case 2627, 2601 -> ErrorKind.DUPLICATE;
            case 515, 547 -> ErrorKind.UNFIT;
            case 208, 207 -> ErrorKind.NO_SUCH_OBJECT;
            case 596, 6005, 10054 -> ErrorKind.CONNECTION_LOST;
            case 40615 -> ErrorKind.UNREACHABLE;
            default ->
                state.equals("08S01") || state.equals("08003") || state.equals("08006")
                        ? ErrorKind.CONNECTION_LOST
                        : state.startsWith("08") ? ErrorKind.UNREACHABLE : ErrorKind.OTHER;
        };
    }

    @Override
    public String quote(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    @Override
    public String fold(String identifier) {
        return identifier;
    }

    @Override
    public int maxIdentifier() {
        return 128;
    }

    @Override
    public String nowMillis() {
        return DatabaseProduct.SQLSERVER.now();
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean globalIndexNames() {
        return false;
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of();
    }

    /** Only where needed as Unicode: compared with that, an index on varchar is of no use. */
    @Override
    public String text(String value) {
        return value.chars().allMatch(c -> c < 128) ? super.text(value) : "N" + super.text(value);
    }

    /**
     * Unicode beside a column of a code page would be compared by the rules of Unicode. With collations named SQL_ these
     * put keys in another order than {@code order by} does, and no index helps.
     */
    @Override
    public String text(String value, String columnType) {
        String literal = text(value);
        Matcher type = CODE_PAGE_TYPE.matcher(columnType);
        return literal.startsWith("N") && type.matches()
                ? "cast(" + comparable(literal, columnType) + " as " + type.group(1) + ")"
                : literal;
    }

    @Override
    public String bytes(byte[] value) {
        return "0x" + hex(value);
    }

    @Override
    public String octetLength(String expression) {
        return "datalength(" + expression + ")";
    }

    @Override
    public String concat(List<String> expressions) {
        return "concat(" + String.join(", ", expressions) + ")";
    }

    /** Two columns whose collations differ can't be compared, but for one that the statement names. */
    @Override
    public String comparable(String text, String columnType) {
        Matcher collation = COLLATION.matcher(columnType);
        return collation.find() ? "(" + text + ")" + collation.group() : text;
    }

    @Override
    public String unpadded(String expression, String columnType) {
        return columnType.startsWith("char(") || columnType.startsWith("nchar(")
                ? "rtrim(" + expression + ")"
                : expression;
    }

    @Override
    public String digest(String expression) {
        // Parts of 32 bits as whole numbers: to write bytes in hexadecimal takes a style that not every server knows.
        return IntStream.of(1, 5, 9, 13)
                .mapToObj(from -> "cast(substring(hashbytes('SHA2_256', " + expression + "), " + from + ", 4) as int)")
                .collect(Collectors.joining(", '.', ", "concat(", ")"));
    }

    @Override
    public String rowCheck(List<String> texts, List<String> numbers) {
        String all = Stream.concat(texts.stream(), numbers.stream())
                .map(value -> "coalesce(cast(" + value + " as nvarchar(400)), '~')")
                .collect(Collectors.joining(", '|', "));
        return "cast(cast(substring(hashbytes('MD5', concat(" + all + ")), 1, 4) as int) as bigint)";
    }

    /** Few functions and operators take the old type {@code image}. */
    @Override
    public String blob(String column, String columnType) {
        return columnType.equals("image") ? "cast(" + column + " as varbinary(max))" : column;
    }

    @Override
    public BlobCheck blobCheck() {
        // hashbytes() takes no column of type image.
        return BlobCheck.signedMd5(
                "cast(cast(substring(hashbytes('MD5', cast(%s as varbinary(max))), 1, 4) as int) as bigint)");
    }

    @Override
    public String textBytes(String expression) {
        return "cast(cast(" + expression + " as varchar(max)) as varbinary(max))";
    }

    @Override
    public String longType() {
        return "bigint";
    }

    @Override
    public String xor(String left, String right) {
        return "(" + left + " ^ " + right + ")";
    }

    @Override
    public Optional<String> nodeNeeds() {
        return Optional.of("SQL Server does not know the type blob, so that every node needs"
                + " jetty.session.jdbc.blobType=varbinary(max).");
    }

    @Override
    public String limit(String select, long rows) {
        return select.replaceFirst("(?i)^select ", "select top " + rows + " ");
    }

    @Override
    public String nth(String orderedSelect, long place) {
        return orderedSelect + " offset " + place + " rows fetch next 1 rows only";
    }

    @Override
    protected int streamingFetchSize() {
        return 100;
    }

    @Override
    public BulkCopy pipe(Connection source, Connection target) {
        return new JdbcBulkCopy(this, source, (table, columns, types) -> writer(target, table, columns, types));
    }

    /** The driver makes bulk copies of batches, which are not known to work into columns of the old type {@code image}. */
    private static RowWriter writer(Connection target, String table, List<String> columns, int[] types)
            throws SQLException {
        return isImage(target, table, columns.get(columns.size() - 1))
                ? new MultiRowWriter(target, table, columns, types)
                : new BatchWriter(target, table, columns, types);
    }

    /** JDBC has one type for this and for {@code varbinary(max)}. */
    private static boolean isImage(Connection connection, String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select " + column + " from " + table + " where 1 = 0")) {
            return none.getMetaData().getColumnTypeName(1).equals("image");
        }
    }
}
