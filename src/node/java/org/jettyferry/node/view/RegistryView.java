package org.jettyferry.node.view;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The servers and schemata of the registry at one moment. Immutable; replaced as a whole. */
public final class RegistryView {
    /** What a node knows before the registry has answered for the first time. */
    public static final RegistryView NONE = new RegistryView(0, Collections.emptyMap(), Collections.emptySet());

    private final long version;
    private final Map<Long, Schema> schemata;
    private final Set<String> servers;

    /**
     * Makes one.
     *
     * @param version the registry's version when it was read
     * @param schemata by their ids
     * @param servers their names
     */
    public RegistryView(long version, Map<Long, Schema> schemata, Set<String> servers) {
        this.version = version;
        this.schemata = Collections.unmodifiableMap(new HashMap<>(schemata));
        this.servers = Collections.unmodifiableSet(new HashSet<>(servers));
    }

    /** The registry's version when it was read; 0 if it was never read. */
    public long version() {
        return version;
    }

    /** The schemata by their ids. */
    public Map<Long, Schema> schemata() {
        return schemata;
    }

    /** The names of all servers. */
    public Set<String> servers() {
        return servers;
    }
}
