package org.jettyferry.jetty;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The advisory lock that a run holds on a session store as long as its process lives. The tool takes it; the guard of a
 * node looks whether it is held. Both have to spell it alike, so the rule stands here.
 */
public final class StoreLock {
    private StoreLock() {}

    /**
     * Returns the name of a store's lock. It is in lower case, since most servers take two spellings for one table;
     * where they do not, two stores whose names differ in case alone wait for each other.
     *
     * @param store schema and session table, with a dot between them
     */
    public static String name(String store) {
        return "store " + store.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the number that a server wants in place of a lock's name: FNV-1a, which is the same in every version of
     * this program and on every Java.
     */
    public static long key(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
