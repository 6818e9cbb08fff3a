package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;

/** Recognises Jetty's statements by their text. The names in it are those of Jetty's configuration. Thread-safe. */
final class StatementReader {
    /** Jetty has nine statements, and names their table in one way; more texts than this are not Jetty's. */
    private static final int REMEMBERED = 100;

    private static final Pattern BLANKS_AROUND_MARKS = Pattern.compile("\\s*([=(),<>?*])\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern INDEX = Pattern.compile("(?i)\\s*create\\s+index\\s.*", Pattern.DOTALL);

    private final TableNames names;
    private final Map<StatementKind, Pattern> patterns = new EnumMap<>(StatementKind.class);
    private final Map<String, SessionStatement> known = new ConcurrentHashMap<>();

    StatementReader(TableNames names) {
        this.names = names;
        for (StatementKind kind : StatementKind.values()) {
            patterns.put(kind, pattern(kind.template()));
        }
    }

    /**
     * Recognises a statement.
     *
     * @return empty if it does not touch the session table
     * @throws SQLException if it does, and is none of Jetty's
     */
    Optional<SessionStatement> read(String text) throws SQLException {
        if (!text.contains(names.table().plain())) {
            return Optional.empty();
        }
        SessionStatement statement = known.get(text);
        return statement != null ? Optional.of(statement) : recognise(text);
    }

    /** Returns whether a statement that changes a definition may pass: an index harms neither generation. */
    void requireHarmless(String text) throws SQLException {
        if (text.contains(names.table().plain()) && !INDEX.matcher(text).matches()) {
            throw Refusal.of("Jetty wants to change its session table, and a guest must not: " + text
                    + ". Start a node of the older release first, or run ferry upgrade");
        }
    }

    private Optional<SessionStatement> recognise(String text) throws SQLException {
        String plain = plain(text);
        for (Map.Entry<StatementKind, Pattern> pattern : patterns.entrySet()) {
            Matcher matcher = pattern.getValue().matcher(plain);
            if (matcher.matches()) {
                SessionStatement statement = SessionStatement.of(pattern.getKey(), text, matcher.group(1), names);
                if (known.size() < REMEMBERED) {
                    known.put(text, statement);
                }
                return Optional.of(statement);
            }
        }
        throw Refusal.of("this statement on the session table is none of those of Jetty 9.4 to 12.1, so a guest"
                + " cannot translate it: " + text);
    }

    private Pattern pattern(String template) {
        String statement = template;
        for (SessionColumn column : SessionColumn.values()) {
            statement = statement.replace(
                    "{" + column.defaultName() + "}", names.column(column).written());
        }
        String[] parts = plain(statement).split(Pattern.quote("{table}"), -1);
        // The schema comes from the connection where Jetty is set to infer it.
        String table = "((?:[^\\s(),]+\\.)?" + Pattern.quote(names.table().written()) + ")";
        return Pattern.compile(Pattern.quote(parts[0]) + table + Pattern.quote(parts[1]));
    }

    /** Removes the blanks, in which releases differ. */
    private static String plain(String text) {
        return BLANKS.matcher(BLANKS_AROUND_MARKS.matcher(text.trim()).replaceAll("$1"))
                .replaceAll(" ");
    }
}
