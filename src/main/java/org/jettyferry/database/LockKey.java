package org.jettyferry.database;

import java.nio.charset.StandardCharsets;

/** Turns the name of a lock into the number that a server wants: FNV-1a, the same in every version of this program. */
final class LockKey {
    private LockKey() {}

    static long of(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
