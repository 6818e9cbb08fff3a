/**
 * Rewrites the blob of a stored session (column {@code map}) from one layout to another, without loading a class.
 *
 * <p><b>Input.</b> Jetty writes a session's attributes with {@code ObjectOutputStream}. The result is a serialization
 * stream (Java Object Serialization Specification, chapter 6): a header, then objects. Each object, string and class
 * description that is written in full takes the next number, its <i>handle</i>; a later mention is a five-byte
 * reference to that handle. Jetty puts the attributes into one of three layouts, see {@link
 * org.jettyferry.jetty.BlobLayout}. A key of a map has a handle; the name of an entry has none. So a change of layout
 * shifts every handle behind it, and references have to be renumbered. That is the whole task; the values themselves do
 * not change.
 *
 * <p><b>Algorithm.</b> The codec keeps the blob as it is and notes only the places that matter, as <i>events</i>:
 *
 * <pre>{@code
 *   source bytes  74 0005 a l i c e   73 72 0011 java.util.HashMap ... 78 70   ...   71 007e0003
 *   events        DEFINE 3            START 5  DEFINE 4                        ASSIGN 5   REFERENCE 3
 *                 (a string)          (an object: its class comes before its handle)
 *
 *   StreamPrologue   what every session of a layout begins with
 *   SessionReader    the layout: where each attribute's name and value are   -> Attributes
 *     StreamParser   the values: objects, arrays, class descriptions        -> Events, ClassTable
 *   MapWriter,       the new layout around the attributes that are kept
 *   EntriesWriter
 *     Emitter        copies spans of the source, with fresh handles and patches (renamed classes)
 * }</pre>
 *
 * <p>Dropping an attribute is not copying its span. If a later attribute refers into that span, the emitter writes the
 * object in full at the first reference. It writes each object in full at most once, so the result cannot blow up.
 *
 * <p><b>Readings.</b> One thing is not in the stream: whether a class with a {@code writeObject} method of its own
 * wrote its default fields first, later or not at all. A <i>reading</i> is one assumption about that for every class in
 * doubt. {@link ReadingSearch} finds the only reading that works. If two work and differ, the codec refuses the blob
 * ({@link BlobException.Code#AMBIGUOUS}) and the row goes to quarantine: a wrong guess would give a session that loads,
 * with objects mixed up, and nobody would notice. A quarantined row keeps its bytes until the operator decides.
 *
 * <p><b>Limits.</b> A blob comes from a database that others write to, so any length in it may be a lie. Every length
 * is checked against the bytes left before anything is allocated; nothing recurses (open objects are in {@link
 * Frames}); every step consumes input; {@link BlobLimits} bounds bytes, depth, classes, events and readings. Whatever
 * the bytes are, the outcome is a session or a {@link BlobException} that names the reason and the byte.
 *
 * <p><b>Hazards.</b>
 *
 * <ul>
 *   <li>Blobs hold passwords in clear (Jetty's {@code SessionAuthentication}). No message holds a value, a name of an
 *       attribute or raw bytes.
 *   <li>Whether the target can load a class is not known here; {@link BlobReport#classes} lists what it will need.
 *   <li>Many arrays are parallel columns of ints instead of objects: a site has millions of rows, and one object per
 *       event would cost more than the copying. Their accessors say what a column holds.
 * </ul>
 *
 * <p><b>Thread-safety.</b> {@link BlobOptions}, {@link BlobLimits} and {@link BlobReport} are immutable. A
 * {@link BlobCodec} and everything it holds belongs to one thread.
 */
@NullMarked
package org.jettyferry.blob;

import org.jspecify.annotations.NullMarked;
