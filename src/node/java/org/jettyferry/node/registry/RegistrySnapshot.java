package org.jettyferry.node.registry;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The servers and schemata of the registry at one moment. Immutable; replaced as a whole. */
public final class RegistrySnapshot {
    /** The snapshot in force until the registry was read for the first time. */
    public static final RegistrySnapshot NONE = new RegistrySnapshot(0, Collections.emptyMap(), Collections.emptySet());

    private final long version;
    private final Map<Long, Schema> schemata;
    private final Set<String> servers;

    /**
     * Makes a snapshot.
     *
     * @param version the registry's version when it was read
     * @param schemata the schemata by id
     * @param servers the names of all servers
     */
    public RegistrySnapshot(long version, Map<Long, Schema> schemata, Set<String> servers) {
        this.version = version;
        this.schemata = Collections.unmodifiableMap(new HashMap<>(schemata));
        this.servers = Collections.unmodifiableSet(new HashSet<>(servers));
    }

    /** Returns the registry's version when it was read; 0 if it was never read. */
    public long version() {
        return version;
    }

    /** Returns the schemata by id. */
    public Map<Long, Schema> schemata() {
        return schemata;
    }

    /** Returns the names of all servers. */
    public Set<String> servers() {
        return servers;
    }
}
