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
 * The conversion of all context paths and virtual hosts that are in the rows. There are few, so each is decided once
 * and becomes a branch of a {@code case} in the statements.
 *
 * @param contextPaths the paths that change; the key {@code ""} also stands for NULL
 * @param virtualHosts the hosts that change
 * @param rootContextPath the new value for NULL
 * @param merging whether rows that differ in these columns now will no longer differ
 * @param warnings about guessed values, and about named context paths that no row has
 * @param conflicts different web applications that the target cannot tell apart
 */
public record WebAppMap(
        Map<String, String> contextPaths,
        Map<String, String> virtualHosts,
        String rootContextPath,
        boolean merging,
        List<String> warnings,
        List<String> conflicts) {

    /**
     * Decides the new value of each path and host.
     *
     * @param from the conventions of the old rows
     * @param to the conventions of the new rows
     * @param realPaths real context paths of the site, for stored values that do not determine them
     * @param webApps all web applications of the rows
     */
    public static WebAppMap of(
            RowConventions from, RowConventions to, List<String> realPaths, List<TableStatistics.WebApp> webApps) {
        return of(from, to, realPaths, webApps, Map.of());
    }

    /**
     * Decides the new value of each path and host.
     *
     * @param from the conventions of the old rows
     * @param to the conventions of the new rows
     * @param realPaths real context paths of the site, for stored values that do not determine them
     * @param webApps all web applications of the rows
     * @param earlier values from a backup, by the present value; real paths of the operator win over them
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
