package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.Arrays;
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
 * @param key of the session, and how long it may be idle, as the node has them
 * @param translation by which it was read or written
 * @param stored its attributes, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content below
record SeenBlob(String key, Translation translation, byte[] stored) {
    /** Larger ones are not kept: each thread of the node may keep one. */
    private static final int LARGEST = 65_536;

    /** For the thread that calls. */
    static final class Memory {
        @SuppressWarnings("ThreadLocalUsage") // of each store one, and a node has few
        private final ThreadLocal<@Nullable SeenBlob> last = new ThreadLocal<>();

        /** Remembers what was read or written. */
        void remember(String key, Translation translation, byte @Nullable [] stored) {
            if (stored == null || stored.length > LARGEST) {
                last.remove();
            } else {
                last.set(new SeenBlob(key, translation, stored));
            }
        }

        void forget() {
            last.remove();
        }

        /**
         * Returns whether this is what the thread has last seen of this session.
         *
         * @param map the attributes as Jetty wrote them
         * @param now by which they are to be stored
         * @param stored the same, as they are to be stored
         */
        boolean has(String key, byte @Nullable [] map, Translation now, byte @Nullable [] stored) throws SQLException {
            SeenBlob seen = last.get();
            if (seen == null || !seen.key.equals(key)) {
                return false;
            }
            byte[] as = seen.translation.isFor(now.form()) ? stored : seen.translation.stored(map);
            return Arrays.equals(seen.stored, as);
        }
    }
}
