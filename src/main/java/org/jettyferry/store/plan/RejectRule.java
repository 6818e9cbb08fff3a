package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.TableStatistics;

/**
 * Selects rows that cannot be migrated whatever their blob is, and gives the reason.
 *
 * @param code of the reason, for scripts
 * @param reason in words
 * @param condition that selects the rows of the old table, whose alias is {@code s}
 * @param onlyIf cheaper queries; if one of them returns no row, no row fulfils the condition
 */
public record RejectRule(String code, String reason, String condition, List<String> onlyIf) {
    private static final Pattern WIDTH = Pattern.compile("\\((\\d+)\\)");

    public RejectRule {
        onlyIf = List.copyOf(onlyIf);
    }

    /**
     * Returns the rules of a plan.
     *
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
     */
    public static List<RejectRule> of(MigrationPlan plan, Statements statements, Dialect dialect, long cutoff) {
        List<RejectRule> all = new ArrayList<>();
        boolean one = plan.evidence().sessions().generation() == Generation.ONE;
        if (one) {
            String id = "s." + plan.evidence().sessions().sql(dialect, SessionColumn.SESSION_ID);
            all.add(new RejectRule("NO_SESSION_ID", "the row has no session id", id + " is null", List.of()));
        }
        addTooWide(
                all,
                plan,
                statements,
                SessionColumn.CONTEXT_PATH,
                plan.webApps().contextPaths());
        addTooWide(
                all,
                plan,
                statements,
                SessionColumn.VIRTUAL_HOST,
                plan.webApps().virtualHosts());
        if (one || plan.webApps().merging()) {
            all.add(twins(new TwinRows(plan, dialect), cutoff));
        }
        return all;
    }

    private static void addTooWide(
            List<RejectRule> all,
            MigrationPlan plan,
            Statements statements,
            SessionColumn column,
            Map<String, String> changes) {
        int width = width(plan.target().type(column));
        changes.forEach((before, after) -> {
            if (after.length() > width) {
                all.add(new RejectRule(
                        "TOO_LONG",
                        "its " + column.defaultName() + " would be longer than " + width + " characters",
                        statements.columnIs(column, before),
                        List.of()));
            }
        });
    }

    /** Counts the rows of the table that will be too long for a column, expired ones included. */
    static long tooLong(MigrationPlan plan) {
        int path = width(plan.target().type(SessionColumn.CONTEXT_PATH));
        int host = width(plan.target().type(SessionColumn.VIRTUAL_HOST));
        return plan.evidence().survey().webApps().stream()
                .filter(webApp -> after(plan.webApps().contextPaths(), webApp.contextPath())
                                        .length()
                                > path
                        || after(plan.webApps().virtualHosts(), webApp.virtualHost())
                                        .length()
                                > host)
                .mapToLong(TableStatistics.WebApp::rows)
                .sum();
    }

    private static String after(Map<String, String> changes, String before) {
        return changes.getOrDefault(before, before);
    }

    /** Returns how many characters a column of a type holds; the largest number if its type names none. */
    public static int width(String type) {
        Matcher width = WIDTH.matcher(type);
        return width.find() ? Integer.parseInt(width.group(1)) : Integer.MAX_VALUE;
    }

    /**
     * Rejects all but one of several rows that get the same key. In generation 1, 9.3 keeps the old rowId after {@code
     * changeSessionId()}, which leaves two rows of one session. In generation 2, nodes of 11 and 12 on one table store
     * the root or a wildcard host in different forms.
     */
    private static RejectRule twins(TwinRows twins, long cutoff) {
        return new RejectRule(
                "TWIN",
                "another row of the same session, web application and host was used later",
                twins.isOlderTwin(cutoff),
                List.of(twins.anyShared(), twins.anyTwins()));
    }
}
