package org.jettyferry.jetty;

import java.util.Locale;

/**
 * The advisory lock that a guest, a node of another release on these session tables, holds as long as it lives. The guest
 * takes it, and the tool looks who holds it: so it can tell a guest from a node that does not understand the tables. No
 * row or table is needed for it, and none can stay behind.
 */
public final class GuestLock {
    /** What a guest's connections call themselves, where a server shows that to others. */
    public static final String PROGRAM = "jetty-ferry-guest";

    /** The client information that is {@code true} on a guest's connection ({@code Connection.getClientInfo}). */
    public static final String MARK = "ferry.guest";

    /** How the constraints begin that keep guests from writing what is wrong for generation 1. */
    public static final String FENCE = "ferry_guest_";

    private GuestLock() {}

    /**
     * Returns the name of a guest's lock, in lower case as {@link StoreLock#name}.
     *
     * @param store schema and session table, with a dot between them: some servers have one name for all schemata
     * @param worker its worker name, which is column {@code lastNode} of what it saves
     */
    public static String name(String store, String worker) {
        return ("guest of " + store + " " + worker).toLowerCase(Locale.ROOT);
    }
}
