package org.jettyferry.guest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.TableNames;

/**
 * What Jetty's module {@code ferry-guest} calls from its XML file, before the server starts: it passes on the names of
 * tables and columns that Jetty is configured with, and looks whether this node may be a guest.
 */
public final class GuestModule {
    private static final String NULL_CACHE = "NullSessionCacheFactory";

    private static volatile Map<String, String> names = Map.of();

    private GuestModule() {}

    /**
     * Prepares the node.
     *
     * @param server Jetty's server
     * @param properties Jetty's {@code jetty.session.jdbc.schema.*}; an empty value is none
     * @throws IllegalStateException if the node keeps sessions in memory, where it would not see what other nodes change
     */
    public static void join(Object server, Map<String, String> properties) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String property : TableNames.properties()) {
            String value = properties.get(property);
            if (value != null && !value.isBlank()) {
                given.put(property, value.trim());
            }
        }
        names = Map.copyOf(given);
        Optional<Object> factory = SessionCaches.factory(server);
        Optional<String> cache = factory.map(one -> one.getClass().getName());
        if (cache.filter(name -> name.endsWith(NULL_CACHE)).isEmpty()) {
            throw new IllegalStateException(
                    "Jetty Ferry: a guest must not keep sessions in memory, since nodes of another"
                            + " release change their rows. This node has "
                            + cache.orElse("Jetty's default, DefaultSessionCache")
                            + ". Write --module=session-cache-null into its start.ini, and take out any other session cache.");
        }
        factory.ifPresent(SessionCaches::saveBeforeTheAnswer);
    }

    /** Returns Jetty's properties of the names, as the module has passed them on. */
    static Map<String, String> names() {
        return names;
    }
}
