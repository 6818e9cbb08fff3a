package org.jettyferry.guest;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads the attributes that Jetty saves into arrays that are used again. An array belongs to one call at a time. A few are kept,
 * and no large one, so that a giant session holds no memory afterwards. Thread-safe.
 */
final class Buffers {
    private static final int MOST = 64;
    private static final int LARGEST = 65_536;
    private static final int SMALLEST = 4_096;

    private final BlockingQueue<byte[]> idle = new ArrayBlockingQueue<>(MOST);

    /**
     * Reads so many bytes.
     *
     * @param use gets them, and may keep none of them
     * @throws SQLException if the stream has fewer: a session that was cut off must not be stored
     */
    <R> R read(InputStream stream, int length, MapBytes.Use<R> use) throws SQLException {
        byte[] buffer = take(length);
        try {
            int read = stream.readNBytes(buffer, 0, length);
            if (read < length) {
                throw Refusal.of("the attributes of a session end after " + read + " of " + length + " bytes");
            }
            return use.of(new MapBytes(buffer, length));
        } catch (IOException e) {
            throw Refusal.of("the attributes of a session cannot be read", e);
        } finally {
            if (buffer.length <= LARGEST) {
                idle.offer(buffer); // if there are enough, it goes
            }
        }
    }

    private byte[] take(int length) {
        byte[] buffer = idle.poll();
        // One that is too small goes, and a larger one comes back in its place.
        return buffer != null && buffer.length >= length ? buffer : new byte[size(length)];
    }

    private static int size(int length) {
        return length > LARGEST ? length : Math.max(SMALLEST, Integer.highestOneBit(length - 1) * 2);
    }
}
