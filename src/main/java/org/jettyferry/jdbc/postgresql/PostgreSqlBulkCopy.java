package org.jettyferry.jdbc.postgresql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.BulkCopy;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * Runs binary COPY out of one connection and into another. The layout of both streams is the same (PostgreSQL's manual,
 * "COPY, Binary Format"), so all fields between the key and the blob are copied as raw bytes:
 *
 * <pre>
 *   stream   header | tuple | tuple | ... | trailer (-1)
 *   tuple    number of fields, then for each field its length and its bytes
 *
 *   read     key fields | fields          | blob
 *               |            | as bytes        | rewriter
 *   write    (dropped)  | the same fields | new blob
 * </pre>
 *
 * <p>A NULL has the length -1 and no bytes. Both copies are active at the same time, so an error must cancel both;
 * otherwise the connections are unusable.
 */
final class PostgreSqlBulkCopy implements BulkCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int HEADER = SIGNATURE.length + 8;
    private static final int FLUSH_AT = 256 * 1024;

    private final PostgreSqlBulkCopies statements;
    private final Connection source;
    private final Connection target;

    PostgreSqlBulkCopy(PostgreSqlBulkCopies statements, Connection source, Connection target) {
        this.statements = statements;
        this.source = source;
        this.target = target;
    }

    @Override
    public long run(Transfer transfer, RowRewriter rewriter) throws SQLException {
        CopyOut rows = source.unwrap(PGConnection.class).getCopyAPI().copyOut(statements.out(transfer));
        CopyIn sink = target.unwrap(PGConnection.class).getCopyAPI().copyIn(statements.in(transfer));
        try {
            Tuples tuples = new Tuples(sink, transfer, rewriter);
            for (byte[] message = rows.readFromCopy(); message != null; message = rows.readFromCopy()) {
                tuples.accept(message);
            }
            tuples.end();
            sink.endCopy();
            return sink.getHandledRowCount();
        } catch (SQLException | RuntimeException | Error e) {
            cancel(rows, sink, e);
            throw e;
        }
    }

    /** Cancels both copies. Further errors, such as that of a lost connection, are only added to the first. */
    private static void cancel(CopyOut rows, CopyIn sink, Throwable error) {
        for (CopyOperation copy : List.of(sink, rows)) {
            try {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            } catch (SQLException | RuntimeException e) {
                error.addSuppressed(e);
            }
        }
    }

    /** Handles the messages of the server. Each contains one tuple, and the first also the header. */
    private static final class Tuples implements Row {
        private final CopyIn sink;
        private final int keys;
        private final int columns;
        private final RowRewriter rewriter;
        private final Output output = new Output();

        private byte[] message = new byte[0];
        private final int[] starts;
        private final int[] lengths;
        private byte[] blob = message;
        private int blobOffset;
        private int blobLength;
        private boolean header;

        Tuples(CopyIn sink, Transfer transfer, RowRewriter rewriter) throws SQLException {
            this.sink = sink;
            this.keys = transfer.keyColumns();
            this.columns = transfer.columns().size();
            this.rewriter = rewriter;
            this.starts = new int[keys + columns];
            this.lengths = new int[keys + columns];
            output.write(SIGNATURE, 0, SIGNATURE.length);
            output.writeInt(0);
            output.writeInt(0);
        }

        void accept(byte[] bytes) throws SQLException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (!header) {
                header = true;
                buffer.position(HEADER);
            }
            if (!buffer.hasRemaining() || buffer.getShort() < 0) {
                return; // only the header, or the trailer
            }
            message = bytes;
            locateFields(buffer);
            if (rewriter.rewrite(this)) {
                write();
            }
            if (output.size() >= FLUSH_AT) {
                flush();
            }
        }

        void end() throws SQLException {
            output.writeShort(-1);
            flush();
        }

        private void locateFields(ByteBuffer buffer) {
            for (int i = 0; i < starts.length; i++) {
                int length = buffer.getInt();
                starts[i] = buffer.position();
                lengths[i] = length;
                buffer.position(buffer.position() + Math.max(length, 0));
            }
            int last = starts.length - 1;
            blob = message;
            blobOffset = starts[last];
            blobLength = Math.max(lengths[last], 0);
        }

        /** Writes the tuple; a large blob without another copy in memory. */
        private void write() throws SQLException {
            output.writeShort(columns);
            int last = starts.length - 1;
            int fieldsStart = starts[keys] - Integer.BYTES;
            int fieldsEnd = starts[last] - Integer.BYTES;
            output.write(message, fieldsStart, fieldsEnd - fieldsStart);
            output.writeInt(blobLength);
            if (blobLength < FLUSH_AT) {
                output.write(blob, blobOffset, blobLength);
            } else {
                flush();
                sink.writeToCopy(blob, blobOffset, blobLength);
            }
        }

        private void flush() throws SQLException {
            sink.writeToCopy(output.array(), 0, output.size());
            output.reset();
        }

        @Override
        public String key(int index) {
            return new String(message, starts[index], Math.max(lengths[index], 0), StandardCharsets.UTF_8);
        }

        @Override
        public byte[] blob() {
            return blob;
        }

        @Override
        public int blobOffset() {
            return blobOffset;
        }

        @Override
        public int blobLength() {
            return blobLength;
        }

        @Override
        public void replaceBlob(byte[] bytes, int length) {
            blob = bytes;
            blobOffset = 0;
            blobLength = length;
        }
    }

    /** Exposes its array, so that a large batch is not copied again. */
    private static final class Output extends ByteArrayOutputStream {
        Output() {
            super(FLUSH_AT + 64 * 1024);
        }

        void writeShort(int value) {
            write(value >> 8);
            write(value);
        }

        void writeInt(int value) {
            writeShort(value >> 16);
            writeShort(value);
        }

        byte[] array() {
            return buf;
        }
    }
}
