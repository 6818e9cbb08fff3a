package org.jettyferry.guest;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has last seen of one session: its attributes as they were stored.
 *
 * <p>Jetty saves a session once more after it has answered a request, with all its attributes, also if the request has only
 * read them. By then the next request of the user may have changed them, on this node or on another: the late save would
 * bring the old ones back. So a save that has nothing new for the attributes, compared with what its own thread has read
 * or written last, changes the times only, as Jetty 9.3 does. A request that ends on another thread than the one that it
 * began on finds nothing to compare with, and writes all.
 *
 * <p>Such a save leaves out the interval too, whose unit is another one in the other generation: what it writes is right in
 * both, so it does no harm on tables that have changed just now. And what was read before the tables changed is compared
 * in the layout that it had then: the late save may come after them.
 *
 * <p>What is written is copied into an array that the thread keeps. What was read stays the driver's, and is only compared.
 */
final class SeenBlob {
    /** Larger ones are not kept: each thread of the node may keep one. */
    private static final int LARGEST = 65_536;

    /** Of the session, and how long it may be idle, as the node has them. */
    private String key = "";
    /** By which it was read or written; null if nothing was seen. */
    private @Nullable Translation translation;

    private MapBytes seen = MapBytes.NONE;
    private byte[] own = {};

    /** Remembers what was read. */
    void read(String newKey, Translation by, byte @Nullable [] stored) {
        if (stored == null || stored.length > LARGEST) {
            forget();
        } else {
            key = newKey;
            translation = by;
            seen = MapBytes.of(stored);
        }
    }

    /**
     * Copies what is about to be written. Until it is, nothing was seen.
     *
     * @return the copy, valid until the next call
     */
    MapBytes toWrite(MapBytes stored) {
        forget();
        if (stored.array() == null || stored.length() > LARGEST) {
            return MapBytes.of(stored.copy());
        }
        if (own.length < stored.length()) {
            own = new byte[Math.min(LARGEST, stored.length() + stored.length() / 4)];
        }
        System.arraycopy(stored.array(), 0, own, 0, stored.length());
        seen = new MapBytes(own, stored.length());
        return seen;
    }

    /** Remembers what was copied last, now that it is written. */
    void wrote(String newKey, Translation by) {
        if (seen.array() != null) {
            key = newKey;
            translation = by;
        }
    }

    void forget() {
        translation = null;
        seen = MapBytes.NONE;
    }

    /**
     * Returns whether this is what the thread has last seen of this session.
     *
     * @param map the attributes as Jetty wrote them
     * @param now by which they are to be stored
     * @param stored the same, as they are to be stored
     */
    boolean has(String session, MapBytes map, Translation now, MapBytes stored) throws SQLException {
        Translation before = translation;
        if (before == null || !key.equals(session)) {
            return false;
        }
        return before.isFor(now.form()) ? seen.has(stored) : before.stored(map, seen::has);
    }
}
