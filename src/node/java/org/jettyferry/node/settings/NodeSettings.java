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

/** The settings of a node that are in force together. Immutable. */
public final class NodeSettings {
    private static final String DATA_SOURCE_VARIABLE = "FERRY_REGISTRY_DATASOURCE";

    /** What holds where nothing is set. */
    public static final NodeSettings DEFAULTS =
            new NodeSettings(Collections.emptyMap(), "", new PollerSettings(null, "", 1000, 5000), "", null);

    private static final Logger LOG = Logger.getLogger(NodeSettings.class.getName());

    private static final int SHORT_TOKEN = 16;

    /** A heartbeat comes with a poll, and a node that has sent none for 20 s is taken for dead. */
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
     * Reads them once, for what has to be known before a node is there. What can't be understood is as if it were not set;
     * {@link SettingsWatch} tells of it.
     *
     * @param candidates the files to look for; the first that can be read counts
     * @param environment variables of the process
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
     * Reads them.
     *
     * @param file what stands in the file
     * @param environment the variables of the process, which win over the file
     * @param previous what held until now: a value that can't be understood stays what it was here
     * @param problems told, in one sentence each and without any secret, of what can't be understood
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
            problems.accept("serverName is not set, so nobody can say which contexts live here and every request is let"
                    + " through; set it to a name of `ferry server list`");
        }
        PollerSettings poller = new PollerSettings(
                registry,
                name,
                given.millis("pollInterval", 20, LONGEST_POLL, 1000, previous.poller.pollMillis(), problems),
                given.millis(
                        "heartbeatInterval",
                        100,
                        LONGEST_HEARTBEAT,
                        5000,
                        previous.poller.heartbeatMillis(),
                        problems));
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
                poller,
                token,
                address(file, DatabaseLookup.ofStore(environment, file)));
    }

    /** The JNDI name of the DataSource that leads to the registry; empty if there is none. */
    private static String dataSource(Map<String, String> environment, Map<String, String> file) {
        String named = environment.getOrDefault(DATA_SOURCE_VARIABLE, "");
        return named.isEmpty() ? file.getOrDefault("ferry.registry.datasource", "") : named;
    }

    /** All properties of the file; {@code serverName} is the one in force, and empty if there is none. */
    public Map<String, String> values() {
        return values;
    }

    /** The server that this node belongs to; empty if nobody said. */
    public String serverName() {
        return serverName;
    }

    /** What the poller is to be told. */
    public PollerSettings poller() {
        return poller;
    }

    /** What a caller of the status pages must show; empty if there are to be no status pages. */
    public String statusToken() {
        return statusToken;
    }

    /** The database that holds Jetty's sessions; null if nobody said. */
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

    /** Values as they were given, in the file and in the environment. */
    private static final class Given {
        private final Map<String, String> file;
        private final Map<String, String> environment;

        Given(Map<String, String> file, Map<String, String> environment) {
            this.file = file;
            this.environment = environment;
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
