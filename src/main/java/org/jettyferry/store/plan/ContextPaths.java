package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.jetty.PathRule;
import org.jettyferry.jetty.RowConventions;
import org.jspecify.annotations.Nullable;

/**
 * Converts column {@code contextPath} from the conventions of one release to those of another.
 *
 * <p>A wrong value loses the sessions of a whole web application without any error: the new nodes look for other rows.
 * A stored value often does not determine the real path, because several characters become an underscore. Three sources
 * are therefore used, best first: a real path that the operator names; the conventions, where they leave one answer;
 * the plainest path that fits. Only the last is a guess, and {@link #isCertain} reports it.
 *
 * <p>Example, from 9.4.12 to 12: {@code /shop!a} is stored as {@code _shop!a}, and 12 looks for {@code _shop_a}. In the
 * other direction {@code _shop_a} may mean {@code /shop_a}, {@code /shop!a} or {@code /shop/a}.
 *
 * <p>Immutable.
 */
public final class ContextPaths {
    private final RowConventions from;
    private final RowConventions to;
    /** A stored value under {@link #from}, to all values under {@link #to} of the real paths that are stored so. */
    private final Map<String, Set<String>> known = new LinkedHashMap<>();
    /** A value under {@link #to} that only one real path has, to its value under {@link #from}. */
    private final Map<String, String> twoForms = new LinkedHashMap<>();

    private final List<String> realPaths;
    private final List<Conflict> conflicts;

    /**
     * Prepares the conversion.
     *
     * @param from the present conventions of the rows
     * @param to the conventions of the target
     * @param realPaths context paths as configured in Jetty, for example {@code /w!e=i,r}; may be empty
     * @throws IllegalArgumentException if a real path does not begin with a slash, or has a segment {@code .} or {@code
     *     ..}
     */
    public ContextPaths(RowConventions from, RowConventions to, List<String> realPaths) {
        this.from = from;
        this.to = to;
        Map<String, Set<String>> before = new LinkedHashMap<>();
        Map<String, Set<String>> after = new LinkedHashMap<>();
        this.realPaths = realPaths.stream().map(ContextPaths::normal).distinct().toList();
        for (String path : this.realPaths) {
            before.computeIfAbsent(from.canonicalPath(path), unused -> new LinkedHashSet<>())
                    .add(path);
            after.computeIfAbsent(to.canonicalPath(path), unused -> new LinkedHashSet<>())
                    .add(path);
            known.computeIfAbsent(from.canonicalPath(path), unused -> new LinkedHashSet<>())
                    .add(to.canonicalPath(path));
        }
        after.forEach((stored, paths) -> {
            if (paths.size() == 1) {
                twoForms.put(stored, from.canonicalPath(paths.iterator().next()));
            }
        });
        List<Conflict> found = new ArrayList<>(Conflict.amongShared(after, Conflict.Kind.MERGED));
        before.keySet().removeIf(stored -> known.getOrDefault(stored, Set.of()).size() < 2);
        found.addAll(Conflict.amongShared(before, Conflict.Kind.UNDECIDABLE));
        this.conflicts = List.copyOf(found);
    }

    /**
     * Converts a value of column {@code contextPath}.
     *
     * @param stored the present value; NULL is the root, as Oracle stores it
     * @return the value that the target release looks for
     */
    public String migrate(@Nullable String stored) {
        if (stored == null || isRoot(stored)) {
            return to.rootContextPath();
        }
        Set<String> targets = known.get(stored);
        if (targets != null) {
            return targets.iterator().next();
        }
        if (from.pathRule() == to.pathRule()) {
            return stored;
        }
        return to.pathRule().canonical(from.pathRule().plainestPath(stored));
    }

    /**
     * Returns whether the result of {@link #migrate} follows from the conventions or from a real path. It does not
     * where an underscore may stand for a character that the target stores otherwise; naming the real path settles it.
     *
     * @param stored the present value
     * @return false if the converted value is only the most likely one
     */
    public boolean isCertain(@Nullable String stored) {
        if (stored == null || isRoot(stored)) {
            return stored == null || stored.equals("/") || stored.equals(from.rootContextPath());
        }
        Set<String> targets = known.get(stored);
        if (targets != null) {
            return targets.size() == 1;
        }
        PathRule rule = from.pathRule();
        if (rule == to.pathRule()) {
            return true;
        }
        boolean hidden = stored.indexOf('_', 1) > 0 && rule.losesWhatAnotherKeeps(to.pathRule());
        // From Jetty 12 on, a path may be configured with or without escapes; both are stored the same.
        return !hidden && !(rule == PathRule.CANONICAL && stored.indexOf('%') >= 0);
    }

    /** Returns the conflicts among the real paths that were given. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /**
     * Returns the conflicts among stored values: those that differ now and become equal. Two stored forms of one real
     * path, which nodes of both releases left in one table, are not a conflict.
     *
     * @param stored values of column {@code contextPath}
     * @return one conflict for each target value that several of them share
     */
    public List<Conflict> conflictsAmong(Collection<String> stored) {
        Map<String, Set<String>> migrated = new LinkedHashMap<>();
        for (String value : stored) {
            // There is only one root: nodes of 11 and 12 on one table leave two forms of it.
            migrated.computeIfAbsent(migrate(value), unused -> new LinkedHashSet<>())
                    .add(isRoot(value) ? from.rootContextPath() : twoForms.getOrDefault(value, value));
        }
        return Conflict.amongShared(migrated, Conflict.Kind.MERGED);
    }

    /**
     * Returns the real paths that have no stored value, perhaps because they are misspelt.
     *
     * @param stored values of column {@code contextPath}
     */
    public List<String> unstored(Collection<String> stored) {
        return realPaths.stream()
                .filter(path -> stored.stream().noneMatch(value -> isStoredFor(path, value)))
                .toList();
    }

    private boolean isStoredFor(String path, String stored) {
        return path.length() < 2
                ? isRoot(stored)
                : stored.equals(from.canonicalPath(path)) || stored.equals(to.canonicalPath(path));
    }

    private static boolean isRoot(String stored) {
        // No other web application is stored so: a real path has a character after its slash.
        return stored.isEmpty() || stored.equals("/") || stored.equals("_");
    }

    /** Returns why no web application can have this context path; empty if one can. */
    public static Optional<String> fault(String given) {
        try {
            normal(given);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static String normal(String given) {
        String path = given.endsWith("/*") ? given.substring(0, given.length() - 2) : given;
        path = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw new IllegalArgumentException("A context path begins with a slash: \"" + given + "\"");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("A context path has no segments \".\" or \"..\": \"" + given + "\"");
            }
        }
        return path;
    }
}
