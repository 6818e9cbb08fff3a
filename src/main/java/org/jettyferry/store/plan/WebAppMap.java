package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.TableStatistics;

/**
 * What becomes of the context paths and virtual hosts that stand in the rows. They are few, so each is decided once and
 * written into the statement.
 *
 * @param contextPaths those that change; NULL is asked for by the key {@code ""}
 * @param virtualHosts those that change
 * @param rootContextPath what NULL becomes
 * @param merging whether rows that are told apart by these columns now won't be any more
 * @param warnings values that had to be guessed, and context paths that were named for nothing, as sentences
 * @param conflicts different web applications that the target can't tell apart, as sentences
 */
public record WebAppMap(
        Map<String, String> contextPaths,
        Map<String, String> virtualHosts,
        String rootContextPath,
        boolean merging,
        List<String> warnings,
        List<String> conflicts) {

    /**
     * Decides what becomes of each.
     *
     * @param from how the old rows are filled
     * @param to how the new ones will be
     * @param realPaths real context paths of the site, for stored forms that can't be derived
     * @param webApps all that stand in the rows
     */
    public static WebAppMap of(
            RowConventions from, RowConventions to, List<String> realPaths, List<TableStatistics.WebApp> webApps) {
        return of(from, to, realPaths, webApps, Map.of());
    }

    /**
     * Decides what becomes of each.
     *
     * @param from how the old rows are filled
     * @param to how the new ones will be
     * @param realPaths real context paths of the site, for stored forms that can't be derived
     * @param webApps all that stand in the rows
     * @param earlier forms that a backup still knows, by the form that stands in the rows; the operator knows better
     */
    public static WebAppMap of(
            RowConventions from,
            RowConventions to,
            List<String> realPaths,
            List<TableStatistics.WebApp> webApps,
            Map<String, String> earlier) {
        ContextPaths paths = new ContextPaths(from, to, realPaths);
        VirtualHosts hosts = new VirtualHosts(from, to, List.of());
        List<String> warnings = new ArrayList<>();
        Map<String, String> changedPaths = new LinkedHashMap<>();
        Map<String, String> changedHosts = new LinkedHashMap<>();
        TreeSet<String> storedPaths = new TreeSet<>();
        Set<List<String>> migrated = new HashSet<>();
        for (TableStatistics.WebApp webApp : webApps) {
            String path = webApp.contextPath();
            if (storedPaths.add(path)) {
                put(changedPaths, path, migrated(paths, earlier, path));
                if (!paths.isCertain(path) && !earlier.containsKey(path)) {
                    warnings.add("Context path '" + path + "' becomes '" + paths.migrate(path)
                            + "', which is a guess: the underscores may stand for other characters. Give the real path"
                            + " with --context-path to be sure.");
                }
            }
            String host = webApp.virtualHost();
            String newHost = hosts.migrate(host.isEmpty() ? null : host);
            migrated.add(List.of(migrated(paths, earlier, path), newHost));
            if (put(changedHosts, host, newHost) && !hosts.isCertain(host)) {
                warnings.add("Virtual host '" + host + "' becomes '" + newHost + "', which is a guess.");
            }
        }
        if (!webApps.isEmpty()) {
            paths.unstored(storedPaths)
                    .forEach(path -> warnings.add("No session is of the context path '" + path
                            + "' that --context-path names. It may be misspelt."));
        }
        List<Conflict> conflicts = new ArrayList<>(paths.conflicts());
        conflicts.addAll(paths.conflictsAmong(storedPaths));
        return new WebAppMap(
                changedPaths,
                changedHosts,
                to.rootContextPath(),
                migrated.size() < webApps.size(),
                warnings.stream().distinct().toList(),
                conflicts.stream().map(WebAppMap::sentence).distinct().toList());
    }

    private static String migrated(ContextPaths paths, Map<String, String> earlier, String path) {
        String derived = paths.migrate(path);
        return paths.isCertain(path) ? derived : earlier.getOrDefault(path, derived);
    }

    private static boolean put(Map<String, String> changed, String before, String after) {
        return !before.equals(after) && changed.put(before, after) == null;
    }

    private static String sentence(Conflict conflict) {
        return switch (conflict.kind()) {
            case MERGED -> "Context paths " + conflict.values() + " would all become '" + conflict.stored() + "'.";
            case UNDECIDABLE ->
                "The stored context path '" + conflict.stored() + "' may mean any of " + conflict.values() + ".";
        };
    }
}
