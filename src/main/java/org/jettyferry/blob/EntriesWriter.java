package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;
import static java.io.ObjectStreamConstants.TC_NULL;

import java.nio.charset.StandardCharsets;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;

/**
 * Writes layout ENTRIES: a count, then for each attribute its name and loader flag as block data, and its value. The
 * count is an Integer object with handle 2; its class and superclass have handles 0 and 1. Where an attribute describes
 * these classes again, the result refers to the ones of the count, as {@code ObjectOutputStream} would.
 */
final class EntriesWriter extends SessionWriter {
    private static final int INTEGER_HANDLE = 0;
    private static final int NUMBER_HANDLE = 1;
    private static final int COUNT_HANDLE = 2;

    private static final int MAX_NAME = 0xffff;
    private static final String JETTY = "org.eclipse.jetty.";
    private static final byte[] JETTY_BYTES = JETTY.getBytes(StandardCharsets.US_ASCII);

    private final ClassRenames renames;
    private byte[] block = new byte[256];

    EntriesWriter(CodecState state, Emitter emitter, NameFilter filter, ClassRenames renames) {
        super(state, emitter, filter);
        this.renames = renames;
    }

    @Override
    int writeKept(BlobLayout from) throws BlobException {
        StreamPrologue.beginEntries(out, keptCount);
        emitter.begin(COUNT_HANDLE + 1);
        aliasClass(StreamPrologue.NUMBER, TC_NULL, NUMBER_HANDLE);
        aliasInteger();
        boolean entries = from == BlobLayout.ENTRIES;
        if (entries && keptCount == attributes.count) {
            // An attribute may be the same object as the count: small Integers come from a cache.
            emitter.alias(COUNT_HANDLE, COUNT_HANDLE);
        }
        int corrected = 0;
        for (int i = 0; i < keptCount; i++) {
            int attribute = kept(i);
            boolean may = !entries || attributes.loaderFlag(attribute);
            boolean flag = may && isOfJetty(attributes.valueEvent(attribute));
            corrected += entries && flag != attributes.loaderFlag(attribute) ? 1 : 0;
            writeNameAndFlag(attribute, flag);
            attributes.emitValue(emitter, attribute);
        }
        return corrected;
    }

    private void aliasInteger() {
        for (int i = 0; i < classes.count; i++) {
            int parent = classes.parent(i);
            if (parent >= 0
                    && source.holds(classes.nameAt(i) - 2, StreamPrologue.INTEGER)
                    && source.holds(classes.nameAt(parent) - 2, StreamPrologue.NUMBER)) {
                emitter.alias(classes.handle(i), INTEGER_HANDLE);
            }
        }
    }

    /**
     * Returns whether a value is of a class of Jetty. Only then may its loader flag be true, which makes Jetty look up
     * the class in the server's loader. For other classes true loses sessions (Jetty 9.4.13 to 12.1 write it for
     * arrays, 9.4.13 to 9.4.15 for every class of the JDK): the web application's classes inside the value are not
     * found there. False is always safe, since {@code ClassLoadingObjectInputStream} falls back to the server's loader.
     * A false flag of the source stays false even for a class of Jetty: the web application may bring one that the
     * server lacks.
     */
    private boolean isOfJetty(int event) {
        int type = events.what[event] & Events.TYPE_MASK;
        int handle = events.what[event] >>> Events.TYPE_BITS;
        if (type > Events.REFERENCE || events.kind[handle] != Events.OBJECT) {
            return false;
        }
        int number = events.classOf[handle];
        int at = classes.nameAt(number);
        int length = classes.nameLength(number);
        if (renames.changeNames()) {
            String name = ModifiedUtf.decode(source.bytes, at, at + length);
            return renames.rename(name).startsWith(JETTY);
        }
        return length > JETTY_BYTES.length && source.holds(at, JETTY_BYTES);
    }

    private void writeNameAndFlag(int attribute, boolean flag) throws BlobException {
        int at = attributes.nameAt(attribute);
        int length = attributes.nameLength(attribute);
        if (length > MAX_NAME) {
            throw new BlobException(Code.NAME_TOO_LONG, at, "an attribute's name is longer than 65535 bytes");
        }
        int size = length + 3;
        if (block.length < size) {
            block = new byte[size];
        }
        block[0] = (byte) (length >> 8);
        block[1] = (byte) length;
        System.arraycopy(attributes.nameSource(source, attribute), at, block, 2, length);
        block[size - 1] = (byte) (flag ? 1 : 0);
        for (int from = 0; from < size; from += BlockReader.FULL_BLOCK) {
            writeBlock(from, Math.min(size, from + BlockReader.FULL_BLOCK));
        }
    }

    private void writeBlock(int from, int to) {
        if (to - from > 0xff) {
            out.u1(TC_BLOCKDATALONG);
            out.i4(to - from);
        } else {
            out.u1(TC_BLOCKDATA);
            out.u1(to - from);
        }
        out.put(block, from, to);
    }
}
