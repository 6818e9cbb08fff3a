package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;

/**
 * Reads block data: what a class or Jetty wrote with {@code writeInt}, {@code writeUTF} and the like. A block is a tag,
 * a length of one byte ({@code TC_BLOCKDATA}) or four ({@code TC_BLOCKDATALONG}), and the data.
 */
final class BlockReader {
    /** {@code ObjectOutputStream} cuts its primitive data into blocks of this size. */
    static final int FULL_BLOCK = 1024;

    private final ByteReader source;

    BlockReader(ByteReader source) {
        this.source = source;
    }

    static boolean isBlock(int tag) {
        return tag == TC_BLOCKDATA || tag == TC_BLOCKDATALONG;
    }

    /** Returns the position of the data of the block that begins here. */
    int dataAt(int at) throws BlobException {
        return source.u1(at) == TC_BLOCKDATA ? at + 2 : at + 5;
    }

    /** Returns the position after the block that begins here. */
    int skip(int at) throws BlobException {
        return source.u1(at) == TC_BLOCKDATA
                ? source.skip(at + 2, source.u1(at + 1))
                : source.skip(at + 5, source.i4(at + 1));
    }

    /** Returns the position after a run of blocks: full ones, and one that is not, unless something else follows. */
    int skipRun(int at) throws BlobException {
        int next = at;
        do {
            int dataAt = dataAt(next);
            next = skip(next);
            if (next - dataAt != FULL_BLOCK) {
                return next;
            }
        } while (isBlock(source.u1(next)));
        return next;
    }
}
