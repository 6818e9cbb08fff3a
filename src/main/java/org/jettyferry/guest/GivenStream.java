package org.jettyferry.guest;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

/** A stream of attributes that Jetty has given to a statement. It is read once, when the statement is executed. */
final class GivenStream {
    private final InputStream stream;
    private final long length;
    private boolean read;

    /** Takes a stream and the length that it is said to have; a negative one if nothing is said. */
    GivenStream(InputStream stream, long length) {
        this.stream = stream;
        this.length = length;
    }

    /**
     * Reads it.
     *
     * @param use gets the bytes, and may keep none of them
     * @throws SQLException if it was read before: what is left of it is no session
     */
    <R> R read(Buffers buffers, MapBytes.Use<R> use) throws SQLException {
        if (read) {
            throw Refusal.of("a stream of attributes can be saved once");
        }
        read = true;
        if (length > Integer.MAX_VALUE) {
            throw Refusal.of("the attributes of a session have " + length + " bytes");
        }
        return length < 0 ? use.of(MapBytes.of(whole())) : buffers.read(stream, (int) length, use);
    }

    private byte[] whole() throws SQLException {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw Refusal.of("the attributes of a session cannot be read", e);
        }
    }
}
