package org.jettyferry.jdbc;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32;

/**
 * A checksum of a blob that both the server (in SQL) and this program (in Java) can compute. So the verification of a
 * migration reads no blob: the program adds up the checksums of what it wrote, and the server those of what it stored.
 * Not safe for several threads.
 */
public final class BlobCheck {
    private final String sql;
    private final ToLongFunction<ByteBuffer> digest;

    private BlobCheck(String sql, ToLongFunction<ByteBuffer> digest) {
        this.sql = sql;
        this.digest = digest;
    }

    /** Returns the standard CRC-32, as in {@code crc32()} of MySQL and of PostgreSQL 18. */
    public static BlobCheck crc32(String sql) {
        return new BlobCheck(sql, bytes -> {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return crc.getValue();
        });
    }

    /** Returns the first four bytes of the MD5 as an unsigned number. */
    public static BlobCheck md5(String sql) {
        return new BlobCheck(sql, bytes -> firstOfMd5(bytes) & 0xFFFFFFFFL);
    }

    /** Returns the first four bytes of the MD5 as a signed number. */
    public static BlobCheck signedMd5(String sql) {
        return new BlobCheck(sql, BlobCheck::firstOfMd5);
    }

    /** Returns the expression for the checksum of an expression of bytes; NULL for NULL. */
    public String sql(String expression) {
        return sql.formatted(expression);
    }

    /** Computes the checksum of these bytes. */
    public long of(byte[] bytes, int offset, int length) {
        return digest.applyAsLong(ByteBuffer.wrap(bytes, offset, length));
    }

    private static int firstOfMd5(ByteBuffer bytes) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes);
            return ByteBuffer.wrap(md5.digest()).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
