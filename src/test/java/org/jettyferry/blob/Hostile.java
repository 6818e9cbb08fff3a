package org.jettyferry.blob;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;

/** Writes sessions of layout ENTRIES with one attribute, whose value is arbitrary bytes. */
final class Hostile implements ObjectStreamConstants {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    interface Value {
        void write(DataOutputStream out) throws IOException;
    }

    private Hostile() {}

    /** Writes a session; the count takes handles 0 to 2. */
    static byte[] session(Value value) throws IOException {
        Hostile hostile = new Hostile();
        ByteWriter head = new ByteWriter();
        StreamPrologue.beginEntries(head, 1);
        hostile.out.write(head.bytes, 0, head.length);
        hostile.out.write(new byte[] {TC_BLOCKDATA, 4, 0, 1, 'a', 0});
        value.write(hostile.out);
        return hostile.bytes.toByteArray();
    }

    static void classDescription(DataOutputStream out, String name, int flags, int fields) throws IOException {
        out.writeByte(TC_CLASSDESC);
        out.writeUTF(name);
        out.writeLong(1);
        out.writeByte(flags);
        out.writeShort(fields);
    }

    static void plainClass(DataOutputStream out, String name, int flags) throws IOException {
        classDescription(out, name, flags, 0);
        out.writeByte(TC_ENDBLOCKDATA);
        out.writeByte(TC_NULL);
    }
}
