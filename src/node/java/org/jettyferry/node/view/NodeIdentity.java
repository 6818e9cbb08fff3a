package org.jettyferry.node.view;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who this node is, for the tools that look at all nodes. Thread-safe; another one at each start of the process. */
public final class NodeIdentity {
    private final String id = UUID.randomUUID().toString();
    private final String jettyVersion;
    private final String ferryVersion;
    private final String generation;
    private volatile @Nullable String host;

    /**
     * Makes one.
     *
     * @param jettyVersion e.g. {@code 9.4.58.v20250814}; empty if it can't be told
     * @param ferryVersion the release of this jar
     * @param generation the generation of session tables that this Jetty needs, {@code 1} or {@code 2}; empty if it can't be
     *     told
     */
    public NodeIdentity(String jettyVersion, String ferryVersion, String generation) {
        this.jettyVersion = jettyVersion;
        this.ferryVersion = ferryVersion;
        this.generation = generation;
    }

    /** A random id, the key of its row in the registry. */
    public String id() {
        return id;
    }

    public String jettyVersion() {
        return jettyVersion;
    }

    public String ferryVersion() {
        return ferryVersion;
    }

    /** The generation of session tables that this Jetty needs; empty if it can't be told. */
    public String generation() {
        return generation;
    }

    /** The name of this machine. It may ask a name server, so no request calls it first. */
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
