package org.jettyferry.jdbc;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32;

/**
 * A number for a blob that the server makes in SQL and this program makes in Java: so each can check what the other has.
 * Not safe for several threads.
 */
public final class BlobCheck {
    private final String sql;
    private final ToLongFunction<ByteBuffer> digest;

    private BlobCheck(String sql, ToLongFunction<ByteBuffer> digest) {
        this.sql = sql;
        this.digest = digest;
    }

    /** The standard CRC-32, as {@code crc32()} of MySQL and of PostgreSQL 18. */
    public static BlobCheck crc32(String sql) {
        return new BlobCheck(sql, bytes -> {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return crc.getValue();
        });
    }

    /** The first four bytes of the MD5 as an unsigned number. */
    public static BlobCheck md5(String sql) {
        return new BlobCheck(sql, bytes -> firstOfMd5(bytes) & 0xFFFFFFFFL);
    }

    /** The first four bytes of the MD5 as a signed number. */
    public static BlobCheck signedMd5(String sql) {
        return new BlobCheck(sql, BlobCheck::firstOfMd5);
    }

    /** The expression that makes the number of an expression of bytes; NULL for NULL. */
    public String sql(String expression) {
        return sql.formatted(expression);
    }

    /** The number of these bytes. */
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
