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
 * Migrates the values of column {@code contextPath} from the conventions of one release to those of another. A wrong
 * value loses the sessions of a whole web application without any message, so a value that had to be guessed is told
 * ({@link #isCertain}) and a real context path, named by the operator, always wins over a guess. Immutable.
 */
public final class ContextPaths {
    private final RowConventions from;
    private final RowConventions to;
    /** Stored form under {@link #from} to the different forms under {@link #to} of the real paths that have it. */
    private final Map<String, Set<String>> known = new LinkedHashMap<>();
    /** The form under {@link #to} of each real path that has it alone, to its form under {@link #from}. */
    private final Map<String, String> twoForms = new LinkedHashMap<>();

    private final List<String> realPaths;
    private final List<Conflict> conflicts;

    /**
     * Prepares the migrating of context paths.
     *
     * @param from the conventions that the rows follow now
     * @param to the conventions that they shall follow
     * @param realPaths context paths as they are configured in Jetty, for example {@code /w!e=i,r}; may be empty
     * @throws IllegalArgumentException if a real path does not begin with a slash or holds a segment {@code .} or
     *     {@code ..}
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
     * The value of column {@code contextPath} after the migrating.
     *
     * @param stored the value as it is stored now; NULL is the root, as Oracle stores it
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
     * Whether the value of {@link #migrate} follows from what is known. It does not where an underscore may stand for a
     * character that the target stores otherwise; naming the real context path settles it.
     *
     * @param stored the value as it is stored now
     * @return false if the migrated value is the most likely one, no more
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

    /**
     * The real paths that get into each other's way.
     *
     * @return every conflict among the real paths that were given; empty if there is none
     */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /**
     * The stored values of different web applications that get into each other's way: different now, the same after the
     * migrating. The two forms of one real path, where nodes of both releases have used one table, are of one.
     *
     * @param stored values of column {@code contextPath}
     * @return one conflict for each value of the target that two or more of them share; empty if there is none
     */
    public List<Conflict> conflictsAmong(Collection<String> stored) {
        Map<String, Set<String>> migrated = new LinkedHashMap<>();
        for (String value : stored) {
            // However it is stored, there is only one root: nodes of 11 and of 12 on one table leave two forms of it.
            migrated.computeIfAbsent(migrate(value), unused -> new LinkedHashSet<>())
                    .add(isRoot(value) ? from.rootContextPath() : twoForms.getOrDefault(value, value));
        }
        return Conflict.amongShared(migrated, Conflict.Kind.MERGED);
    }

    /**
     * The real paths that none of the stored values belongs to.
     *
     * @param stored values of column {@code contextPath}
     * @return real paths that were given, perhaps misspelt; empty if each is one of a stored value
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
        // No release stores any other web application as one of these: a real path has a character after its slash.
        return stored.isEmpty() || stored.equals("/") || stored.equals("_");
    }

    /** Why no web application can have this context path; empty if one can. */
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
