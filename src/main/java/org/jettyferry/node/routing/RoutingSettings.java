package org.jettyferry.node.routing;

import java.util.Map;
import java.util.function.Consumer;

/** What {@code server.properties} says of routing. Immutable. */
public final class RoutingSettings {
    /** What holds where nothing is set. */
    public static final RoutingSettings DEFAULTS = new RoutingSettings();

    private RoutingSettings() {}

    /**
     * Reads the settings of routing; keys that are none of them are ignored.
     *
     * @param properties all properties, Open-Xchange's long names among them
     * @param previous what held until now: a value that can't be understood stays what it was here
     * @param problems told, in one sentence each, of every value that can't be understood
     */
    public static RoutingSettings from(
            Map<String, String> properties, RoutingSettings previous, Consumer<String> problems) {
        return previous;
    }
}
