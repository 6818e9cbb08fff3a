package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;

import org.jettyferry.blob.BlobException.Code;

/**
 * Reads what stands before each value in layout ENTRIES: the name, written as by {@code writeUTF}, and the loader flag,
 * as block data. A stream cuts block data every 1024 bytes, so a long name comes in several blocks.
 */
final class EntryNames {
    private static final int LENGTH_AND_FLAG = 3;

    private final ByteReader source;
    private final Attributes attributes;

    EntryNames(ByteReader source, Attributes attributes) {
        this.source = source;
        this.attributes = attributes;
    }

    /** Reads a name and its flag, adds the attribute, and answers the position of its value. */
    int read(int at) throws BlobException {
        int from = blockFrom(at);
        int to = blockTo(at, from);
        if (to - from >= 2 && to - from == source.u2(from) + LENGTH_AND_FLAG) {
            source.skipUtf(from + 2, to - from - LENGTH_AND_FLAG);
            attributes.add(from + 2, to - from - LENGTH_AND_FLAG, source.u1(to - 1) != 0);
            return to;
        }
        return joined(at);
    }

    private int joined(int at) throws BlobException {
        ByteWriter names = attributes.joinedNames;
        int start = names.length;
        int next = at;
        while (missing(names, start) > 0) {
            int from = blockFrom(next);
            next = blockTo(next, from);
            names.put(source.bytes, from, next);
        }
        int nameAt = start + 2;
        int flagAt = names.length - 1;
        if (missing(names, start) < 0 || ModifiedUtf.firstBad(names.bytes, nameAt, flagAt) >= 0) {
            throw new BlobException(Code.BAD_STREAM, at, "a name of an attribute that does not fit its block");
        }
        attributes.add(~nameAt, flagAt - nameAt, names.bytes[flagAt] != 0);
        return next;
    }

    private static int missing(ByteWriter names, int start) {
        int has = names.length - start;
        if (has < 2) {
            return 2 - has;
        }
        int length = ((names.bytes[start] & 0xff) << 8) | (names.bytes[start + 1] & 0xff);
        return length + LENGTH_AND_FLAG - has;
    }

    private int blockFrom(int at) throws BlobException {
        int tag = source.u1(at);
        if (tag != TC_BLOCKDATA && tag != TC_BLOCKDATALONG) {
            throw new BlobException(Code.BAD_STREAM, at, "something else where the name of an attribute must be");
        }
        return tag == TC_BLOCKDATA ? at + 2 : at + 5;
    }

    private int blockTo(int at, int from) throws BlobException {
        int length = source.u1(at) == TC_BLOCKDATA ? source.u1(at + 1) : source.i4(at + 1);
        return source.skip(from, length);
    }
}
