package org.jettyferry.node.routing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.resolve.Hosts;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/** What {@code server.properties} says of routing. Immutable. */
public final class RoutingSettings {
    /** What holds where nothing is set. */
    public static final RoutingSettings DEFAULTS = new RoutingSettings();

    final @Nullable String serverName;
    final RedirectRules redirects;
    final List<ContextResolver> resolvers;
    final HopMarker hopMarker;
    final boolean pendingThrough;
    final int retryAfter;
    final int maxContexts;
    final Hosts hosts;
    final List<String> exempt;

    private RoutingSettings() {
        serverName = null;
        redirects = RedirectRules.NONE;
        resolvers = Collections.singletonList(new WebappResolver());
        hopMarker = new HopMarker("ferry-hop");
        pendingThrough = true;
        retryAfter = 60;
        maxContexts = 100_000;
        hosts = new Hosts(false);
        exempt = Collections.emptyList();
    }

    private RoutingSettings(SettingsReader read, RoutingSettings previous) {
        serverName = read.serverName();
        redirects = read.redirects(previous.redirects);
        hosts = new Hosts(read.value("trustForwarded", false, previous.hosts.trustForwarded(), SettingsReader::onOff));
        resolvers = read.resolvers(hosts, previous.resolvers);
        hopMarker = read.value("hopMarker", DEFAULTS.hopMarker, previous.hopMarker, SettingsReader::hopMarker);
        pendingThrough = read.value(
                "unknownContext", DEFAULTS.pendingThrough, previous.pendingThrough, SettingsReader::throughOrDisabled);
        retryAfter = read.number("retryAfter", DEFAULTS.retryAfter, previous.retryAfter, 1, 86_400);
        maxContexts = read.number("maxContexts", DEFAULTS.maxContexts, previous.maxContexts, 1, 10_000_000);
        exempt = read.value("exempt", DEFAULTS.exempt, previous.exempt, SettingsReader::prefixes);
    }

    /**
     * Reads the settings of routing; keys that are none of them are ignored.
     *
     * @param properties all properties, Open-Xchange's long names among them
     * @param previous what held until now: a value that can't be understood stays what it was here
     * @param problems told, in one sentence each, of every value that can't be understood
     */
    public static RoutingSettings from(
            Map<String, String> properties, RoutingSettings previous, Consumer<String> problems) {
        return new RoutingSettings(new SettingsReader(properties, problems), previous);
    }

    /** The name of this node's own server; null if nobody has said, so that no context can be on another. */
    public @Nullable String serverName() {
        return serverName;
    }
}
