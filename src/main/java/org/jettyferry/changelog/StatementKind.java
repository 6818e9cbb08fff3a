package org.jettyferry.changelog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known of a statement's effect on a database that commits each DDL statement. */
enum StatementKind {
    /** Changes rows only, and takes part in a transaction. */
    ROWS,

    /** Changes the structure, so that the catalog shows whether it has run; or running it again does no harm. */
    STRUCTURE,

    /** Changes the session only, so that each run needs it. */
    SESSION,

    /** Nobody can tell afterwards whether it has run, and running it again may do harm. */
    UNDECIDABLE;

    private static final Set<String> OF_ROWS =
            Set.of("insert", "update", "delete", "replace", "select", "with", "load", "do", "values", "table");
    private static final Set<String> OF_STRUCTURE =
            Set.of("create", "alter", "drop", "rename", "grant", "revoke", "analyze", "optimize", "comment");

    /** Parts of ALTER TABLE that change rows without a trace in the catalog. */
    private static final Pattern TRACELESS =
            Pattern.compile("\\b(exchange|truncate|discard|import)\\s+(partition|tablespace)\\b");

    private static final Pattern COMMENTS =
            Pattern.compile("^(\\s+|--[^\\n]*(\\n|$)|#[^\\n]*(\\n|$)|/\\*(?!!).*?\\*/)+", Pattern.DOTALL);

    /** Returns the kind of a statement, by its first word. */
    static StatementKind of(String sql) {
        String text = COMMENTS.matcher(sql).replaceFirst("").toLowerCase(Locale.ROOT);
        String first = text.split("[^a-z]", 2)[0];
        if (OF_ROWS.contains(first)) {
            return ROWS;
        }
        if (first.equals("set") || first.equals("use")) {
            return SESSION;
        }
        return OF_STRUCTURE.contains(first) && !TRACELESS.matcher(text).find() ? STRUCTURE : UNDECIDABLE;
    }
}
