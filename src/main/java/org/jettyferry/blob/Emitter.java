package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * Copies spans of the source into the result, with fresh handles.
 *
 * <p>It goes through the events of a span. What takes a handle in the source takes the next one in the result; a
 * reference gets the new number of its object. Two cases need more:
 *
 * <ul>
 *   <li>A reference to an object that is not in the result yet, because the attribute that held it is dropped or the
 *       target layout has no such object: the object's own span is copied here, in full ({@link #inline}), and the
 *       span that was interrupted goes on afterwards.
 *   <li>The place of an object that was copied early in this way: it becomes a reference.
 * </ul>
 *
 * <p>So each object is in the result at most once, and the result is hardly larger than the source. Interrupted spans
 * are on a stack of ints, not on the call stack.
 */
final class Emitter {
    private static final int UNWRITTEN = -1;
    private static final int KEEP = 1 << 18;
    private static final int REFERENCE_BYTES = 5;
    /** Up to so many bytes are copied ahead of an event: many small copies cost more than taking some bytes back. */
    private static final int AHEAD = 512;

    private final ByteReader source;
    private final Events events;
    private final Patches patches;
    private final ByteWriter out;

    /** The handle in the result by the handle in the source; {@link #UNWRITTEN} for what is not in the result yet. */
    private int[] written = new int[1 << 10];

    /** The next handle of the result. */
    private int next;

    /** The open spans, innermost last, in four ints each: position, end position, event, end event. */
    private int[] stack = new int[64];

    private int depth;

    /** The position up to which the source is copied. */
    private int copied;
    /** The position at which the current span ends. */
    private int limit;

    Emitter(ByteReader source, Events events, Patches patches, ByteWriter out) {
        this.source = source;
        this.events = events;
        this.patches = patches;
        this.out = out;
    }

    /** Begins a result whose frame takes the handles before the given one. */
    void begin(int firstHandle) {
        if (written.length < events.handles || written.length > KEEP) {
            written = new int[Math.max(1 << 10, Integer.highestOneBit(events.handles) * 2)];
        }
        Arrays.fill(written, 0, events.handles, UNWRITTEN);
        next = firstHandle;
        depth = 0;
    }

    /** Maps an object of the source to one that the result has already. */
    void alias(int sourceHandle, int handle) {
        written[sourceHandle] = handle;
    }

    /** Takes a handle for an object of the result that the source does not have. */
    void newHandle() {
        next++;
    }

    /** Copies a span, from a position and an event up to others. */
    void span(int at, int end, int event, int endEvent) throws BlobException {
        push(at, end, event, endEvent);
        while (depth > 0) {
            int frame = (depth - 1) * 4;
            limit = stack[frame + 1];
            copied = stack[frame];
            run(frame);
        }
    }

    /**
     * Handles the events of the innermost span up to its end, or to a reference whose object has to be copied first.
     */
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
                case Events.START, Events.DEFINE -> event = enter(what & Events.TYPE_MASK, value, at, event);
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

    /** Goes on into what begins here, or refers to it and skips it if it was copied early; returns the next event. */
    private int enter(int type, int handle, int at, int nextEvent) {
        if (written[handle] == UNWRITTEN) {
            if (type == Events.DEFINE) {
                written[handle] = next++;
            }
            return nextEvent;
        }
        cut(at);
        reference(handle);
        copied = events.endAt[handle];
        return events.endEvent[handle];
    }

    /** Copies up to the end of a reference and overwrites its number. */
    private void renumber(int at, int value) {
        int end = at + REFERENCE_BYTES;
        if (copied < end) {
            int to = Math.min(limit, Math.max(end, copied + AHEAD));
            out.put(source.bytes, copied, to);
            copied = to;
        }
        out.overwrite(copied - at - 1, baseWireHandle + written[value]);
    }

    /** Copies exactly up to here, or takes back what was copied beyond. */
    private void cut(int at) {
        if (copied < at) {
            out.put(source.bytes, copied, at);
        } else {
            out.length -= copied - at;
        }
        copied = at;
    }

    /** Writes a replacement in place of bytes of the source. */
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

    /** Opens the span of an object, so that it is copied in full at this point. */
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
