package org.jettyferry.blob;

/**
 * Reports a blob that the codec can't migrate. The message names the reason and the byte, and at most a class; never a
 * value, a name of an attribute or raw bytes, because sessions hold passwords.
 */
public final class BlobException extends Exception {
    private static final long serialVersionUID = 1;

    /** The reason. Its name is stable, because it is stored with quarantined rows. */
    public enum Code {
        /** The blob ends too early, or a length in it reaches beyond its end. */
        TRUNCATED,
        /** A count or length that is negative or makes no sense. */
        BAD_LENGTH,
        /** A reference to an object that does not exist or is of the wrong kind. */
        BAD_REFERENCE,
        /**
         * Bytes that are not a serialization stream, for example an unknown tag or a string that is not modified UTF-8.
         */
        BAD_STREAM,
        /** Bytes after the end of the session. */
        TRAILING_BYTES,
        /** A sound stream whose first object is not what Jetty writes for a session. */
        NOT_A_SESSION,
        /**
         * An Externalizable object of stream protocol 1, a stored exception or a reset. The grammar can't find their
         * end.
         */
        UNSUPPORTED,
        /** Objects nested deeper than the limit. */
        TOO_DEEP,
        /** More bytes, objects or classes than the limits allow. */
        TOO_LARGE,
        /** An attribute's name has more than 65535 bytes, which layout ENTRIES can't hold. */
        NAME_TOO_LONG,
        /** An attribute's name is not a string, which layout ENTRIES can't hold. */
        NAME_NOT_A_STRING,
        /** An attribute refers to the map of attributes itself, which the target layout doesn't have. */
        SELF_REFERENCE,
        /**
         * The stream can be read in two ways, because a class may or may not write its default fields. The message
         * names the class; {@link BlobOptions#withDefaultFields} or {@link BlobOptions#withoutDefaultFields} decides.
         */
        AMBIGUOUS
    }

    private final Code code;
    private final int offset;

    BlobException(Code code, int offset, String detail) {
        super(code + " at byte " + offset + ": " + detail);
        this.code = code;
        this.offset = offset;
    }

    /**
     * Returns why the blob can't be migrated.
     *
     * @return the reason
     */
    public Code code() {
        return code;
    }

    /**
     * Returns where in the blob the fault was found.
     *
     * @return the byte, from 0
     */
    public int offset() {
        return offset;
    }
}
