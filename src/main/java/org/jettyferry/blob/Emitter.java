package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * Writes parts of the source anew, with fresh handles. What is referred to but was not written, because the attribute
 * that held it is dropped or the other layout has no such object, is written in full where it is first referred to;
 * what was written so is only referred to where it stood. So nothing is written twice, and the result can't blow up.
 */
final class Emitter {
    private static final int UNWRITTEN = -1;
    private static final int KEEP = 1 << 18;
    private static final int REFERENCE_BYTES = 5;
    private static final int AHEAD = 512;

    private final ByteReader source;
    private final Events events;
    private final Patches patches;
    private final ByteWriter out;

    /** The handle in the result, by the handle in the source. */
    private int[] written = new int[1 << 10];

    private int next;

    /** Four ints a frame: position, its end, event, its end. */
    private int[] stack = new int[64];

    private int depth;

    /** Up to where the source is copied into the result. */
    private int copied;
    /** Where the span that is being copied ends. */
    private int limit;

    Emitter(ByteReader source, Events events, Patches patches, ByteWriter out) {
        this.source = source;
        this.events = events;
        this.patches = patches;
        this.out = out;
    }

    void begin(int firstHandle) {
        if (written.length < events.handles || written.length > KEEP) {
            written = new int[Math.max(1 << 10, Integer.highestOneBit(events.handles) * 2)];
        }
        Arrays.fill(written, 0, events.handles, UNWRITTEN);
        next = firstHandle;
        depth = 0;
    }

    /** An object of the source has its counterpart in the result already. */
    void alias(int sourceHandle, int handle) {
        written[sourceHandle] = handle;
    }

    /** An object of the result that the source does not have takes a handle. */
    void newHandle() {
        next++;
    }

    void span(int at, int end, int event, int endEvent) throws BlobException {
        push(at, end, event, endEvent);
        while (depth > 0) {
            int frame = (depth - 1) * 4;
            limit = stack[frame + 1];
            copied = stack[frame];
            run(frame);
        }
    }

    /** Goes through the events of the top frame to its end, or to where another object has to be put in. */
    private void run(int frame) throws BlobException {
        int endEvent = stack[frame + 3];
        int event = stack[frame + 2];
        while (event < endEvent) {
            int what = events.what[event];
            int value = what >>> Events.TYPE_BITS;
            int at = events.at[event];
            event++;
            switch (what & Events.TYPE_MASK) {
                case Events.ASSIGN -> written[value] = next++;
                case Events.START, Events.DEFINE -> {
                    if (written[value] != UNWRITTEN) {
                        cut(at);
                        reference(value);
                        copied = events.endAt[value];
                        event = events.endEvent[value];
                    } else if ((what & Events.TYPE_MASK) == Events.DEFINE) {
                        written[value] = next++;
                    }
                }
                case Events.REFERENCE -> {
                    if (written[value] == UNWRITTEN) {
                        cut(at);
                        stack[frame] = at + REFERENCE_BYTES;
                        stack[frame + 2] = event;
                        inline(value, at);
                        return;
                    }
                    renumber(at, value);
                }
                default -> patch(what & Events.TYPE_MASK, at, value);
            }
        }
        cut(limit);
        depth--;
    }

    /** Copies on to a reference and gives it the number that its object has in the result. */
    private void renumber(int at, int value) {
        int end = at + REFERENCE_BYTES;
        if (copied < end) {
            // Somewhat ahead, because many small copies cost more than a few bytes too many.
            int to = Math.min(limit, Math.max(end, copied + AHEAD));
            out.put(source.bytes, copied, to);
            copied = to;
        }
        out.overwrite(copied - at - 1, baseWireHandle + written[value]);
    }

    /** Copies to exactly here, or takes back what was copied beyond. */
    private void cut(int at) {
        if (copied < at) {
            out.put(source.bytes, copied, at);
        } else {
            out.length -= copied - at;
        }
        copied = at;
    }

    private void patch(int type, int at, int patch) {
        cut(at);
        if (type == Events.INSERT) {
            out.u1(TC_STRING);
            next++;
        }
        out.put(patches.replacement(patch));
        copied = at + patches.length(patch);
    }

    private void reference(int sourceHandle) {
        out.u1(TC_REFERENCE);
        out.i4(baseWireHandle + written[sourceHandle]);
    }

    private void inline(int handle, int at) throws BlobException {
        if (events.endEvent[handle] < 0) {
            throw new BlobException(Code.SELF_REFERENCE, at, "an attribute refers to the map of attributes itself");
        }
        int start = events.startEvent[handle];
        push(events.at[start], events.endAt[handle], start, events.endEvent[handle]);
    }

    private void push(int at, int end, int event, int endEvent) {
        int frame = depth * 4;
        if (frame == stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[frame] = at;
        stack[frame + 1] = end;
        stack[frame + 2] = event;
        stack[frame + 3] = endEvent;
        depth++;
    }
}
