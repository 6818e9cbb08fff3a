package org.jettyferry.node.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.registry.PollerSettings;
import org.jettyferry.node.registry.RegistryAddress;
import org.jettyferry.settings.DatabaseLookup;
import org.jettyferry.settings.Setting;
import org.jettyferry.settings.SettingsFile;
import org.jspecify.annotations.Nullable;

/** One consistent set of a node's settings. Immutable. */
public final class NodeSettings {
    private static final String DATA_SOURCE_VARIABLE = "FERRY_REGISTRY_DATASOURCE";

    /** The values that apply where nothing is set. */
    public static final NodeSettings DEFAULTS = new NodeSettings(
            Collections.emptyMap(), "", new PollerSettings(null, false, "", 1000, 5000, false), "", null);

    private static final Logger LOG = Logger.getLogger(NodeSettings.class.getName());

    private static final int SHORT_TOKEN = 16;

    /** A heartbeat is written with a poll, and the tools consider a node dead after 20 s without one. */
    private static final long LONGEST_POLL = 5_000;

    private static final long LONGEST_HEARTBEAT = 10_000;

    private final Map<String, String> values;
    private final String serverName;
    private final PollerSettings poller;
    private final String statusToken;
    private final @Nullable RegistryAddress store;

    private NodeSettings(
            Map<String, String> values,
            String serverName,
            PollerSettings poller,
            String statusToken,
            @Nullable RegistryAddress store) {
        this.values = values;
        this.serverName = serverName;
        this.poller = poller;
        this.statusToken = statusToken;
        this.store = store;
    }

    /**
     * Reads the settings once, for use before the node starts. It ignores unusable values; {@link SettingsWatch}
     * reports them.
     *
     * @param candidates the files to look for; the first readable one counts
     * @param environment the variables of the process
     */
    public static NodeSettings read(List<Path> candidates, Map<String, String> environment) {
        Map<String, String> values = Collections.emptyMap();
        for (Path file : candidates) {
            try {
                byte[] content = SettingsFile.bytes(file);
                if (content.length > 0) {
                    values = SettingsFile.parse(file, content);
                    break;
                }
            } catch (IOException e) {
                LOG.log(Level.FINE, "{0} is passed over: {1}", new Object[] {file, e});
            }
        }
        return from(values, environment, DEFAULTS, problem -> {});
    }

    /**
     * Reads the settings.
     *
     * @param file the properties of the file
     * @param environment the variables of the process, which win over the file
     * @param previous the settings in force; an unusable new value keeps the one from here
     * @param problems receives one sentence for each unusable value, without secrets
     */
    static NodeSettings from(
            Map<String, String> file,
            Map<String, String> environment,
            NodeSettings previous,
            Consumer<String> problems) {
        Given given = new Given(file, environment);
        String name = given.serverName();
        String source = dataSource(environment, file);
        RegistryAddress registry = source.isEmpty()
                ? address(file, DatabaseLookup.ofRegistry(environment, file))
                : RegistryAddress.ofDataSource(source);
        if (registry != null && name.isEmpty()) {
            problems.accept("serverName is not set, so this node does not know which contexts live here and lets every"
                    + " request through; set it to a name of `ferry server list`");
        }
        String token = file.getOrDefault("statusToken", "");
        if (!token.isEmpty() && token.length() < SHORT_TOKEN) {
            problems.accept("statusToken is shorter than " + SHORT_TOKEN + " characters and may be guessed");
        }
        Map<String, String> values = new HashMap<>(file);
        values.remove("SERVER_NAME");
        values.put("serverName", name);
        return new NodeSettings(
                Collections.unmodifiableMap(values),
                name,
                poller(given, registry, name, !token.isEmpty(), previous.poller, problems),
                token,
                address(file, DatabaseLookup.ofStore(environment, file)));
    }

    private static PollerSettings poller(
            Given given,
            @Nullable RegistryAddress registry,
            String serverName,
            boolean showsNodes,
            PollerSettings previous,
            Consumer<String> problems) {
        return new PollerSettings(
                registry,
                registry != null && (given.namesRegistry() || !serverName.isEmpty()),
                serverName,
                given.millis("pollInterval", 20, LONGEST_POLL, 1000, previous.pollMillis(), problems),
                given.millis("heartbeatInterval", 100, LONGEST_HEARTBEAT, 5000, previous.heartbeatMillis(), problems),
                showsNodes);
    }

    /** Returns the JNDI name of the registry's DataSource; empty if none is configured. */
    private static String dataSource(Map<String, String> environment, Map<String, String> file) {
        String named = environment.getOrDefault(DATA_SOURCE_VARIABLE, "");
        return named.isEmpty() ? file.getOrDefault("ferry.registry.datasource", "") : named;
    }

    /** Returns all properties of the file; {@code serverName} is the one in force, and empty if it is not set. */
    public Map<String, String> values() {
        return values;
    }

    /** Returns the server that this node belongs to; empty if it is not set. */
    public String serverName() {
        return serverName;
    }

    /** Returns the settings of the poller. */
    public PollerSettings poller() {
        return poller;
    }

    /** Returns the token that callers of the status pages need; empty if there are no status pages. */
    public String statusToken() {
        return statusToken;
    }

    /** Returns the database that holds Jetty's sessions; null if it is not set. */
    public @Nullable RegistryAddress store() {
        return store;
    }

    private static @Nullable RegistryAddress address(Map<String, String> file, DatabaseLookup lookup) {
        return lookup.url()
                .map(url -> new RegistryAddress(
                        url.value(),
                        orNull(lookup.user()),
                        orNull(lookup.password()),
                        orNull(lookup.passwordFile()),
                        file.getOrDefault("ferry.driver", "").isEmpty() ? null : file.get("ferry.driver")))
                .orElse(null);
    }

    private static @Nullable String orNull(Optional<Setting> setting) {
        return setting.map(Setting::value).orElse(null);
    }

    /** The given values of file and environment, before they are checked. */
    private static final class Given {
        private final Map<String, String> file;
        private final Map<String, String> environment;

        Given(Map<String, String> file, Map<String, String> environment) {
            this.file = file;
            this.environment = environment;
        }

        /** Returns whether the registry is named by itself, and not only as the place of the session store. */
        boolean namesRegistry() {
            return DatabaseLookup.namesRegistry(environment, file)
                    || !dataSource(environment, file).isEmpty();
        }

        String serverName() {
            for (String name : new String[] {
                environment.getOrDefault("SERVER_NAME", ""),
                file.getOrDefault("serverName", ""),
                file.getOrDefault("SERVER_NAME", "")
            }) {
                if (!name.isEmpty()) {
                    return name;
                }
            }
            return "";
        }

        long millis(String name, long least, long most, long unset, long previous, Consumer<String> problems) {
            String text = file.getOrDefault(name, "");
            if (text.isEmpty()) {
                return unset;
            }
            long millis = text.matches("\\d{1,8}") ? Long.parseLong(text) : -1;
            if (millis >= least && millis <= most) {
                return millis;
            }
            problems.accept(name + " must be a number of milliseconds from " + least + " to " + most + ", not \"" + text
                    + "\"; it stays " + previous);
            return previous;
        }
    }
}
