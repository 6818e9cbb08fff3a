package org.jettyferry.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.jetty.TableNames;

/**
 * The names that can be set in {@code server.properties}. Other programs share the file, so an unknown name is not an
 * error. But a name that is nearly a known one is probably misspelt, and would be ignored in silence.
 */
public final class KnownSettings {
    /** The prefix of the names that Open-Xchange uses. The short names without it win. */
    public static final String OPEN_XCHANGE = "com.openexchange.server.";

    /** {@code *} stands for a label, which may have dots in it. */
    private static final List<String> OWN = Arrays.asList(
            "serverName",
            "SERVER_NAME",
            "url",
            "user",
            "password",
            "passwordFile",
            "ferry.url",
            "ferry.user",
            "ferry.password",
            "ferry.passwordFile",
            "ferry.driver",
            "ferry.registry.url",
            "ferry.registry.user",
            "ferry.registry.password",
            "ferry.registry.passwordFile",
            "ferry.store.*.user",
            "ferry.store.*.password",
            "ferry.store.*.passwordFile",
            "pollInterval",
            "heartbeatInterval",
            "statusToken",
            "migrationRedirectURL",
            "migrationRedirectURL.*.host",
            "migrationRedirectURL.*.hostRegex",
            "migrationRedirectURL.*.url",
            "contextResolver",
            "contextHost.*.host",
            "contextHost.*.hostRegex",
            "contextHost.*.context",
            "unknownContext",
            "lookupWait",
            "maxWaiting",
            "parkTime",
            "maxParked",
            "maxParkedPerContext",
            "registryLease",
            "misdirectedLink",
            "page503File",
            "page421File",
            "allowedOrigins",
            "foldPath",
            "ready",
            "retryAfter",
            "maxContexts",
            "hopMarker",
            "trustForwarded",
            "exempt",
            "schemaVersions",
            "clusterName",
            "sharedTables",
            "guard",
            "guardInterval",
            "sessionHandOver",
            "sessionHandOverKeyFile",
            "sessionHandOverPlain",
            "sessionHandOverFrom",
            "ferry.registry.datasource",
            DatabaseLookup.JETTY_URL);

    private static final List<String> NAMES = Collections.unmodifiableList(
            Stream.concat(OWN.stream(), TableNames.properties().stream()).collect(Collectors.toList()));

    private KnownSettings() {}

    /** Returns all names; {@code *} stands for a label. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns whether a name is one of these.
     *
     * @param name a name from a file
     * @return false for the name of another program, and for a misspelt one
     */
    public static boolean isKnown(String name) {
        String plain = withoutPrefix(name);
        return NAMES.stream().anyMatch(known -> Spelling.nearness(plain, known) == 0);
    }

    /**
     * Returns a warning for each name that is nearly a known one.
     *
     * @param names the names in a file
     * @return a sentence for each, in the order of the names
     */
    public static List<String> misspelt(Collection<String> names) {
        List<String> sentences = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            if (!isKnown(name)) {
                nearest(name)
                        .ifPresent(known -> sentences.add(
                                name + " is not a setting and has no effect; did you mean " + known + "?"));
            }
        }
        return Collections.unmodifiableList(sentences);
    }

    private static Optional<String> nearest(String name) {
        String plain = withoutPrefix(name);
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String known : NAMES) {
            int nearness = Spelling.nearness(plain, known);
            if (nearness < least) {
                least = nearness;
                best = Spelling.corrected(plain, known);
            }
        }
        return least == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(OPEN_XCHANGE) ? name.substring(OPEN_XCHANGE.length()) : name;
    }
}
