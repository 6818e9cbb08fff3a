package org.jettyferry.guest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;

/** A blob that is in memory, to be read once. Jetty asks for its stream ({@code DatabaseAdaptor.getBlobInputStream}). */
final class BytesBlob implements Blob {
    private final byte[] bytes;

    BytesBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream getBinaryStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream getBinaryStream(long position, long length) {
        return new ByteArrayInputStream(getBytes(position, Math.toIntExact(length)));
    }

    @Override
    public byte[] getBytes(long position, int length) {
        int from = Math.toIntExact(position) - 1;
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
    }

    @Override
    public void free() {
        // It is memory.
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        throw unsupported();
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        throw unsupported();
    }

    @Override
    public int setBytes(long position, byte[] changed) throws SQLException {
        throw unsupported();
    }

    @Override
    public int setBytes(long position, byte[] changed, int offset, int length) throws SQLException {
        throw unsupported();
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        throw unsupported();
    }

    @Override
    public void truncate(long length) throws SQLException {
        throw unsupported();
    }

    private static SQLException unsupported() {
        return new SQLFeatureNotSupportedException("The attributes of a session can only be read.");
    }
}
