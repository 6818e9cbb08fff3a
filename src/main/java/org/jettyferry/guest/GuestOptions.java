package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/**
 * What a site tells the guest, as parameters of the URL. Each has a default. Immutable.
 *
 * @param release {@code ferry.release}: the release of this node; empty to ask Jetty
 * @param rows {@code ferry.rows}: the release whose conventions the rows of the store follow; empty for 9.3 on tables of
 *     generation 1, and for the node's own on tables of generation 2
 * @param names {@code ferry.table} and the like, named as Jetty's properties {@code jetty.session.jdbc.schema.*}
 * @param renames {@code ferry.rename=stored=mine,...}: prefixes of class names in the rows, and what this node calls them
 * @param contextPaths {@code ferry.contextPaths=/w!e=i,/my shop}: context paths as they are configured, where releases
 *     store them in different forms
 * @param virtualHosts {@code ferry.virtualHosts=*.example.org}: hosts as they are configured
 * @param defaultMaxInterval {@code ferry.maxInterval}: seconds for rows that say "not set"
 */
record GuestOptions(
        Optional<JettyRelease> release,
        Optional<JettyRelease> rows,
        TableNames names,
        Map<String, String> renames,
        List<String> contextPaths,
        List<String> virtualHosts,
        long defaultMaxInterval) {

    /** The beginning of each parameter. */
    static final String PREFIX = "ferry.";

    private static final String RELEASE = "ferry.release";
    private static final String ROWS = "ferry.rows";
    private static final String RENAME = "ferry.rename";
    private static final String ENVIRONMENT = "ferry.environment";
    private static final String CONTEXT_PATHS = "ferry.contextPaths";
    private static final String VIRTUAL_HOSTS = "ferry.virtualHosts";
    private static final String MAX_INTERVAL = "ferry.maxInterval";
    private static final Set<String> OWN =
            Set.of(RELEASE, ROWS, RENAME, ENVIRONMENT, CONTEXT_PATHS, VIRTUAL_HOSTS, MAX_INTERVAL);

    /** What a login left in the session is called, in the environments of Jetty 12 that have a package of their own. */
    private static final List<String> LOGIN = List.of(
            "org.eclipse.jetty.%ssecurity.authentication.SessionAuthentication",
            "org.eclipse.jetty.%ssecurity.AbstractUserAuthentication");

    /** Jetty's own default: half an hour. */
    private static final long HALF_AN_HOUR = 1800;

    GuestOptions {
        renames = Map.copyOf(renames);
        contextPaths = List.copyOf(contextPaths);
        virtualHosts = List.copyOf(virtualHosts);
    }

    /**
     * Reads the parameters.
     *
     * @param given with their prefix
     * @param jetty Jetty's own properties of the names, which the module passes on; a parameter wins over them
     * @throws SQLException if a parameter is unknown or has no sense
     */
    static GuestOptions of(Map<String, String> given, Map<String, String> jetty) throws SQLException {
        Map<String, String> names = new LinkedHashMap<>(jetty);
        for (Map.Entry<String, String> one : given.entrySet()) {
            String property = TableNames.PREFIX + one.getKey().substring(PREFIX.length());
            if (TableNames.properties().contains(property)) {
                names.put(property, one.getValue());
            } else if (!OWN.contains(one.getKey())) {
                throw Refusal.of("there is no parameter " + one.getKey() + "; there are " + known());
            }
        }
        return new GuestOptions(
                release(given, RELEASE),
                release(given, ROWS),
                TableNames.from(names),
                renames(given),
                list(given.get(CONTEXT_PATHS)),
                list(given.get(VIRTUAL_HOSTS)),
                seconds(given.get(MAX_INTERVAL)));
    }

    private static String known() {
        Set<String> known = new TreeSet<>(OWN);
        TableNames.properties().forEach(property -> known.add(PREFIX + property.substring(TableNames.PREFIX.length())));
        return String.join(", ", known);
    }

    private static Optional<JettyRelease> release(Map<String, String> given, String name) throws SQLException {
        String text = given.get(name);
        try {
            return text == null ? Optional.empty() : Optional.of(JettyRelease.parse(text));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(name + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> renames(Map<String, String> given) throws SQLException {
        Map<String, String> renames = new TreeMap<>();
        String environment = given.get(ENVIRONMENT);
        if (environment != null && !Set.of("ee8", "ee9", "ee10", "ee11").contains(environment)) {
            throw Refusal.of(ENVIRONMENT + "=" + environment + ": there are ee8, ee9, ee10 and ee11");
        }
        if ("ee8".equals(environment) || "ee9".equals(environment)) {
            LOGIN.forEach(name -> renames.put(name.formatted(""), name.formatted(environment + ".")));
        }
        for (String rename : list(given.get(RENAME))) {
            String[] names = rename.split("=", -1);
            if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
                throw Refusal.of(RENAME + " needs pairs of stored=mine: " + rename);
            }
            renames.put(names[0], names[1]);
        }
        return renames;
    }

    private static List<String> list(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }

    private static long seconds(@Nullable String text) throws SQLException {
        try {
            return text == null ? HALF_AN_HOUR : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.of(MAX_INTERVAL + " is a number of seconds: " + text, e);
        }
    }
}
