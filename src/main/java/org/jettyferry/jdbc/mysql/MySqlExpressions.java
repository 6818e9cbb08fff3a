package org.jettyferry.jdbc.mysql;

import java.util.HexFormat;
import java.util.List;
import org.jettyferry.jdbc.SqlExpressions;
import org.jettyferry.jdbcurl.DatabaseProduct;

/** The expressions of MySQL and MariaDB. */
interface MySqlExpressions extends SqlExpressions {

    @Override
    default String text(String value) {
        return SqlExpressions.super.text(value.replace("\\", "\\\\"));
    }

    @Override
    default String bytes(byte[] value) {
        return "x'" + HexFormat.of().formatHex(value) + "'";
    }

    @Override
    default String concat(List<String> expressions) {
        return "concat(" + String.join(", ", expressions) + ")";
    }

    @Override
    default String textBytes(String expression) {
        return "convert(" + expression + " using utf8mb4)";
    }

    /** Not md5(), which MySQL 9.7 has removed. */
    @Override
    default String digest(String expression) {
        return "convert(sha2(" + expression + ", 256) using ascii)";
    }

    @Override
    default String octetLength(String expression) {
        return "octet_length(" + expression + ")";
    }

    @Override
    default String nowMillis() {
        return DatabaseProduct.MYSQL.now();
    }

    @Override
    default String longType() {
        return "signed";
    }

    @Override
    default String divide(String expression, long divisor) {
        return expression + " div " + divisor;
    }

    @Override
    default String xor(String left, String right) {
        return "(" + left + " ^ " + right + ")";
    }

    @Override
    default String rowCheck(List<String> texts, List<String> numbers) {
        return addToCheck("crc32(" + joinForCheck(texts) + ")", numbers);
    }

    /**
     * Uses in-memory temporary tables: MySQL 8's default engine for them is slow at grouping. Without the right to set
     * this, the server only warns.
     */
    @Override
    default String grouped(String select) {
        return select.replaceFirst("(?i)^select ", "select /*+ SET_VAR(internal_tmp_mem_storage_engine=MEMORY) */ ");
    }

    @Override
    default String limit(String select, long rows) {
        return select + " limit " + rows;
    }

    @Override
    default String nth(String orderedSelect, long place) {
        return orderedSelect + " limit " + place + ", 1";
    }
}
