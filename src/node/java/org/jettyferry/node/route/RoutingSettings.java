package org.jettyferry.node.route;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.resolve.Hosts;
import org.jettyferry.node.resolve.WebappResolver;
import org.jettyferry.version.VersionRange;
import org.jspecify.annotations.Nullable;

/** The routing settings of {@code server.properties}. Immutable. */
public final class RoutingSettings {
    /** The values that apply where nothing is set. */
    public static final RoutingSettings DEFAULTS = new RoutingSettings();

    final @Nullable String serverName;
    final RedirectRules redirects;
    final List<ContextResolver> resolvers;
    final HopMarker hopMarker;
    final UnknownContext unknownContext;
    final int lookupWaitMillis;
    final int maxWaiting;
    final int parkMillis;
    final int maxParked;
    final int maxParkedPerContext;
    final int retryAfter;
    final int maxContexts;
    final Hosts hosts;
    final List<String> exempt;
    final @Nullable RedirectUrl link;
    final CrossOrigin crossOrigin;
    final boolean foldPath;
    final boolean ready;
    final Optional<VersionRange> schemaVersions;
    private final int registryLease;
    private final boolean sharedTables;
    private final String clusterName;

    private RoutingSettings() {
        serverName = null;
        redirects = RedirectRules.NONE;
        resolvers = Collections.singletonList(new WebappResolver());
        hopMarker = new HopMarker("ferry-hop");
        unknownContext = UnknownContext.WAIT;
        lookupWaitMillis = 500;
        maxWaiting = 20;
        parkMillis = 0;
        maxParked = 1000;
        maxParkedPerContext = 200;
        retryAfter = 60;
        maxContexts = 100_000;
        hosts = new Hosts(false);
        exempt = Collections.emptyList();
        link = null;
        crossOrigin = CrossOrigin.UNSET;
        foldPath = false;
        ready = true;
        schemaVersions = Optional.empty();
        registryLease = 0;
        sharedTables = false;
        clusterName = "";
    }

    private RoutingSettings(SettingsReader read, RoutingSettings previous) {
        serverName = read.serverName();
        redirects = read.redirects(previous.redirects);
        hosts = new Hosts(read.value("trustForwarded", false, previous.hosts.trustForwarded(), SettingsReader::onOff));
        resolvers = read.resolvers(hosts, previous.resolvers);
        hopMarker = read.value("hopMarker", DEFAULTS.hopMarker, previous.hopMarker, SettingsReader::hopMarker);
        unknownContext = read.value(
                "unknownContext", DEFAULTS.unknownContext, previous.unknownContext, SettingsReader::unknownContext);
        lookupWaitMillis = read.number("lookupWait", DEFAULTS.lookupWaitMillis, previous.lookupWaitMillis, 10, 10_000);
        maxWaiting = read.number("maxWaiting", DEFAULTS.maxWaiting, previous.maxWaiting, 0, 10_000);
        parkMillis = read.number("parkTime", DEFAULTS.parkMillis, previous.parkMillis, 0, 30_000);
        maxParked = read.number("maxParked", DEFAULTS.maxParked, previous.maxParked, 0, 100_000);
        maxParkedPerContext = read.number(
                "maxParkedPerContext", DEFAULTS.maxParkedPerContext, previous.maxParkedPerContext, 0, 100_000);
        retryAfter = read.number("retryAfter", DEFAULTS.retryAfter, previous.retryAfter, 1, 86_400);
        maxContexts = read.number("maxContexts", DEFAULTS.maxContexts, previous.maxContexts, 1, 10_000_000);
        exempt = read.value("exempt", DEFAULTS.exempt, previous.exempt, SettingsReader::prefixes);
        link = read.redirect("misdirectedLink", previous.link);
        crossOrigin = read.value("allowedOrigins", DEFAULTS.crossOrigin, previous.crossOrigin, CrossOrigin::parse);
        foldPath = read.value("foldPath", DEFAULTS.foldPath, previous.foldPath, SettingsReader::onOff);
        ready = read.value("ready", DEFAULTS.ready, previous.ready, SettingsReader::onOff);
        registryLease = read.value("registryLease", 0, previous.registryLease, SettingsReader::lease);
        sharedTables = read.value("sharedTables", false, previous.sharedTables, SettingsReader::onOff);
        schemaVersions = read.value(
                "schemaVersions", DEFAULTS.schemaVersions, previous.schemaVersions, SettingsReader::schemaVersions);
        clusterName = read.value("clusterName", "", previous.clusterName, SettingsReader::clusterName);
    }

    /**
     * Reads the routing settings and ignores other keys.
     *
     * @param properties all properties, also those with Open-Xchange's long names
     * @param previous the settings in force; an unusable new value keeps the one from here
     * @param problems receives one sentence for each unusable value
     */
    public static RoutingSettings from(
            Map<String, String> properties, RoutingSettings previous, Consumer<String> problems) {
        return new RoutingSettings(new SettingsReader(properties, problems), previous);
    }

    /** Returns the seconds without the registry after which contexts of this server are closed; 0 for never. */
    public int registryLease() {
        return registryLease;
    }

    /** Returns whether nodes of other releases work on the session tables of this node. */
    public boolean sharedTables() {
        return sharedTables;
    }

    /** Returns the cluster of the application that this node joins; empty if none is named. */
    public String clusterName() {
        return clusterName;
    }

    /** Returns what a request gets whose context was not looked up yet, in the word of {@code server.properties}. */
    public String unknownContext() {
        return unknownContext.word();
    }

    /** Returns the name of this node's server; null if it is not set, and then no context counts as elsewhere. */
    public @Nullable String serverName() {
        return serverName;
    }
}
