package org.jettyferry.jetty;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The advisory lock that a run holds on a session store for the life of its process. The tool takes it, and the guard
 * of a node checks whether it is held. Both must compute the same name.
 */
public final class StoreLock {
    private StoreLock() {}

    /**
     * Returns the name of a store's lock. It is in lower case, since most servers take two spellings for one table; on
     * the others, two stores whose names differ only in case wait for each other.
     *
     * @param store schema and session table, with a dot between them
     */
    public static String name(String store) {
        return "store " + store.toLowerCase(Locale.ROOT);
    }

    /** Returns the name that a lock has where a server takes names: at most 64 characters, and unique in the whole server. */
    public static String serverName(String name) {
        return "jetty-ferry:" + Long.toHexString(key(name));
    }

    /**
     * Returns the number that some servers want in place of a name: the FNV-1a hash, which is the same in every version
     * of this program and on every Java.
     */
    public static long key(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
