package org.jettyferry.jdbc.postgresql;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.SqlExpressions;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** The expressions of PostgreSQL. */
interface PostgreSqlExpressions extends SqlExpressions {

    @Override
    default String bytes(byte[] value) {
        return "'\\x" + HexFormat.of().formatHex(value) + "'::bytea";
    }

    @Override
    default String concat(List<String> expressions) {
        return String.join(" || ", expressions);
    }

    @Override
    default String unpadded(String expression, String columnType) {
        return columnType.startsWith("character(") || columnType.startsWith("bpchar")
                ? "rtrim(" + expression + ")"
                : expression;
    }

    @Override
    default String textBytes(String expression) {
        return "convert_to(" + expression + ", 'UTF8')";
    }

    @Override
    default String digest(String expression) {
        return "md5(" + expression + ")";
    }

    @Override
    default String octetLength(String expression) {
        return "octet_length(" + expression + ")";
    }

    @Override
    default String nowMillis() {
        return DatabaseProduct.POSTGRESQL.now();
    }

    @Override
    default String longType() {
        return "bigint";
    }

    /** Binary COPY converts no types: the value must have exactly the type of the column. */
    @Override
    default String number(String expression, String columnType) {
        return "cast(" + expression + " as " + columnType + ")";
    }

    @Override
    default String xor(String left, String right) {
        return "(" + left + " # " + right + ")";
    }

    /** PostgreSQL adds up bigint as numeric, without overflow. */
    @Override
    default String sum(String expression) {
        return "coalesce(sum(" + expression + "), 0)";
    }

    @Override
    default String rowCheck(List<String> texts, List<String> numbers) {
        return addToCheck("hashtextextended(" + joinForCheck(texts) + ", 0)", numbers);
    }

    /** Every write puts the row at a new place, and marks it with the transaction. */
    @Override
    default Optional<String> versionCheck(String alias) {
        return Optional.of("hashtextextended(cast(" + alias + ".ctid as text) || cast(" + alias + ".xmin as text), 0)");
    }

    @Override
    default String limit(String select, long rows) {
        return select + " limit " + rows;
    }

    @Override
    default String nth(String orderedSelect, long place) {
        return orderedSelect + " offset " + place + " limit 1";
    }

    @Override
    default String inBlocks(String alias, long from, long to) {
        return alias + ".ctid >= '(" + from + ",0)'::tid and " + alias + ".ctid < '(" + to + ",0)'::tid";
    }
}
