package org.jettyferry.jdbc.sqlserver;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jettyferry.jdbc.SqlExpressions;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** The expressions of SQL Server. */
interface SqlServerExpressions extends SqlExpressions {
    /** A type of text in a code page, and its collation. */
    Pattern CODE_PAGE_TYPE = Pattern.compile("((?:var)?char\\([^)]*\\))( collate \\w+)?");

    /** A collation at the end of a type. */
    Pattern COLLATION = Pattern.compile(" collate \\w+$");

    /** Writes a Unicode literal only where needed: a comparison with one makes an index on varchar useless. */
    @Override
    default String text(String value) {
        String literal = SqlExpressions.super.text(value);
        return value.chars().allMatch(c -> c < 128) ? literal : "N" + literal;
    }

    /**
     * Casts a Unicode literal to the column's code page. Otherwise the server compares by Unicode rules, which under
     * collations named SQL_ order keys differently from {@code order by} and use no index.
     */
    @Override
    default String text(String value, String columnType) {
        String literal = text(value);
        Matcher type = CODE_PAGE_TYPE.matcher(columnType);
        return literal.startsWith("N") && type.matches()
                ? "cast(" + comparable(literal, columnType) + " as " + type.group(1) + ")"
                : literal;
    }

    @Override
    default String bytes(byte[] value) {
        return "0x" + HexFormat.of().formatHex(value);
    }

    @Override
    default String concat(List<String> expressions) {
        return "concat(" + String.join(", ", expressions) + ")";
    }

    /** Names the column's collation: the server refuses to compare columns of different collations without it. */
    @Override
    default String comparable(String text, String columnType) {
        Matcher collation = COLLATION.matcher(columnType);
        return collation.find() ? "(" + text + ")" + collation.group() : text;
    }

    @Override
    default String unpadded(String expression, String columnType) {
        return columnType.startsWith("char(") || columnType.startsWith("nchar(")
                ? "rtrim(" + expression + ")"
                : expression;
    }

    @Override
    default String textBytes(String expression) {
        return "cast(cast(" + expression + " as varchar(max)) as varbinary(max))";
    }

    @Override
    default String digest(String expression) {
        // Four 32-bit integers, because compatible servers lack the style that converts bytes to hexadecimal.
        return IntStream.of(1, 5, 9, 13)
                .mapToObj(from -> "cast(substring(hashbytes('SHA2_256', " + expression + "), " + from + ", 4) as int)")
                .collect(Collectors.joining(", '.', ", "concat(", ")"));
    }

    @Override
    default String octetLength(String expression) {
        return "datalength(" + expression + ")";
    }

    /** Casts the old type {@code image}, which few functions and operators accept. */
    @Override
    default String blob(String column, String columnType) {
        return columnType.equals("image") ? "cast(" + column + " as varbinary(max))" : column;
    }

    @Override
    default String nowMillis() {
        return DatabaseProduct.SQLSERVER.now();
    }

    @Override
    default String longType() {
        return "bigint";
    }

    @Override
    default String xor(String left, String right) {
        return "(" + left + " ^ " + right + ")";
    }

    @Override
    default String rowCheck(List<String> texts, List<String> numbers) {
        String all = Stream.concat(texts.stream(), numbers.stream())
                .map(value -> "coalesce(cast(" + value + " as nvarchar(400)), '~')")
                .collect(Collectors.joining(", '|', "));
        return "cast(cast(substring(hashbytes('MD5', concat(" + all + ")), 1, 4) as int) as bigint)";
    }

    @Override
    default String limit(String select, long rows) {
        return select.replaceFirst("(?i)^select ", "select top " + rows + " ");
    }

    @Override
    default String nth(String orderedSelect, long place) {
        return orderedSelect + " offset " + place + " rows fetch next 1 rows only";
    }
}
