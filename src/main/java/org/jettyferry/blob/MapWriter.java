package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_STRING;

import org.jettyferry.jetty.BlobLayout;

/**
 * Writes layout HASH_MAP: one map with handle 1, whose class has handle 0 and whose keys are strings with handles of
 * their own. If no attribute is left out of a map, its capacity is kept, so that the result has the same bytes.
 */
final class MapWriter extends SessionWriter {
    private static final int CLASS_HANDLE = 0;
    private static final int MAP_HANDLE = 1;
    /** The bytes of load factor and threshold, and of the block with capacity and size. */
    private static final int DATA_BYTES = 18;

    MapWriter(CodecState state, Emitter emitter, NameFilter filter) {
        super(state, emitter, filter);
    }

    @Override
    int writeKept(BlobLayout from) throws BlobException {
        StreamPrologue.beginMap(out);
        emitter.begin(MAP_HANDLE + 1);
        aliasClass(StreamPrologue.HASH_MAP, TC_NULL, CLASS_HANDLE);
        boolean sameMap = from == BlobLayout.HASH_MAP;
        if (sameMap) {
            emitter.alias(attributes.mapHandle, MAP_HANDLE);
        }
        if (sameMap && keptCount == attributes.count) {
            out.put(source.bytes, attributes.mapDataAt, attributes.mapDataAt + DATA_BYTES);
        } else {
            writeData();
        }
        for (int i = 0; i < keptCount; i++) {
            writeKey(from, kept(i));
            attributes.emitValue(emitter, kept(i));
        }
        out.u1(TC_ENDBLOCKDATA);
        return 0;
    }

    private void writeData() {
        int buckets = StreamPrologue.buckets(keptCount);
        out.i4(Float.floatToIntBits(StreamPrologue.LOAD_FACTOR));
        out.i4(keptCount == 0 ? 0 : (int) (buckets * StreamPrologue.LOAD_FACTOR));
        out.u1(TC_BLOCKDATA);
        out.u1(8);
        out.i4(buckets);
        out.i4(keptCount);
    }

    private void writeKey(BlobLayout from, int attribute) throws BlobException {
        if (from != BlobLayout.ENTRIES) {
            attributes.emitKey(emitter, attribute);
            return;
        }
        int at = attributes.nameAt(attribute);
        int length = attributes.nameLength(attribute);
        out.u1(TC_STRING);
        out.u2(length);
        out.put(attributes.nameSource(source, attribute), at, at + length);
        emitter.newHandle();
    }
}
