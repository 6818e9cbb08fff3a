package org.jettyferry.blob;

import org.jettyferry.blob.BlobException.Code;

/**
 * Reads what precedes each value in layout ENTRIES, as block data: the name as {@code writeUTF} writes it, and the
 * loader flag. A name of more than 1021 bytes is cut into several blocks and joined here.
 */
final class EntryNames {
    private static final int LENGTH_AND_FLAG = 3;

    private final ByteReader source;
    private final BlockReader blocks;
    private final Attributes attributes;

    EntryNames(ByteReader source, Attributes attributes) {
        this.source = source;
        blocks = new BlockReader(source);
        this.attributes = attributes;
    }

    /** Reads a name and its flag, adds the attribute, and returns the position of its value. */
    int read(int at) throws BlobException {
        int from = blockData(at);
        int to = blocks.skip(at);
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
            int from = blockData(next);
            next = blocks.skip(next);
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

    /** Returns how many bytes of the name that begins here are still missing; negative if there are too many. */
    private static int missing(ByteWriter names, int start) {
        int has = names.length - start;
        if (has < 2) {
            return 2 - has;
        }
        int length = ((names.bytes[start] & 0xff) << 8) | (names.bytes[start + 1] & 0xff);
        return length + LENGTH_AND_FLAG - has;
    }

    private int blockData(int at) throws BlobException {
        if (!BlockReader.isBlock(source.u1(at))) {
            throw new BlobException(Code.BAD_STREAM, at, "something else where the name of an attribute must be");
        }
        return blocks.dataAt(at);
    }
}
