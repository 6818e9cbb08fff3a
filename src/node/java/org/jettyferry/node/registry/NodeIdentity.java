package org.jettyferry.node.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Identifies this node in the registry; each start of the process has a new identity. Thread-safe. */
public final class NodeIdentity {
    private final String id = UUID.randomUUID().toString();
    private final String jettyVersion;
    private final String ferryVersion;
    private final String generation;
    private volatile @Nullable String host;

    /**
     * Makes an identity with a new random id.
     *
     * @param jettyVersion e.g. {@code 9.4.58.v20250814}; empty if unknown
     * @param ferryVersion the release of this jar
     * @param generation the generation of session tables that this Jetty needs, {@code 1} or {@code 2}; empty if
     *     unknown
     */
    public NodeIdentity(String jettyVersion, String ferryVersion, String generation) {
        this.jettyVersion = jettyVersion;
        this.ferryVersion = ferryVersion;
        this.generation = generation;
    }

    /** Returns the random id, the key of the node's row in the registry. */
    public String id() {
        return id;
    }

    public String jettyVersion() {
        return jettyVersion;
    }

    public String ferryVersion() {
        return ferryVersion;
    }

    /** Returns the generation of session tables that this Jetty needs; empty if unknown. */
    public String generation() {
        return generation;
    }

    /** Returns the name of this machine. The first call may query a name server, so no request makes it. */
    public String host() {
        String known = host;
        if (known == null) {
            known = localHost();
            host = known;
        }
        return known;
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
