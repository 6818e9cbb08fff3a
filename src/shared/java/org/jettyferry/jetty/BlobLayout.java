package org.jettyferry.jetty;

/**
 * How the attributes of a session are laid out in its blob, column {@code map}. The blob itself tells its layout, never
 * the release: a row that was not changed since an upgrade keeps its old one.
 */
public enum BlobLayout {
    /**
     * One {@code java.util.HashMap}: written by Jetty 7 to 9.3 ({@code JDBCSessionManager.storeSession}), read by all.
     */
    HASH_MAP("H", "java.util.HashMap"),
    /**
     * One {@code Collections$UnmodifiableMap} of a {@code ConcurrentHashMap}: written by Jetty 9.4.0 to 9.4.12
     * ({@code JDBCSessionDataStore.doInsert}), read by all.
     */
    UNMODIFIABLE_MAP("U", "java.util.Collections$UnmodifiableMap"),
    /**
     * A count, then name, loader flag and value of each attribute: written by Jetty 9.4.13 to 12.1
     * ({@code SessionData.serializeAttributes}), read by these.
     */
    ENTRIES("E", "java.lang.Integer"),
    /**
     * No byte at all: written by Jetty 9.4.26 and 9.4.27 for a session without attributes (jetty.project#4682). Other
     * releases fail on it.
     */
    EMPTY("0", ""),
    /** None of these. */
    UNKNOWN("?", "");

    /** How many bytes of a blob are enough to tell its layout. */
    public static final int HEAD = 60;

    private static final int NAME_LENGTH_AT = 6;

    private final String letter;
    private final String topClass;

    BlobLayout(String letter, String topClass) {
        this.letter = letter;
        this.topClass = topClass;
    }

    /**
     * Returns a short name for reports.
     *
     * @return H, U, E, 0 or ?
     */
    public String letter() {
        return letter;
    }

    /** Returns the name of the first class in such a blob; empty where there is none. */
    public String topClass() {
        return topClass;
    }

    /**
     * Returns the layout that the first {@link #HEAD} bytes of a blob show. The rest may still be broken.
     *
     * @param head the whole blob or its beginning
     * @return the layout
     */
    public static BlobLayout of(byte[] head) {
        return of(head, head.length);
    }

    /**
     * Returns the layout that the beginning of an array shows.
     *
     * @param head an array that begins with the blob
     * @param length how many of its bytes belong to the blob
     * @return the layout
     */
    public static BlobLayout of(byte[] head, int length) {
        if (length == 0) {
            return EMPTY;
        }
        // Magic and version of the stream, an object, its class description.
        if (length < NAME_LENGTH_AT + 2 || !startsWith(head, 0xac, 0xed, 0, 5, 0x73, 0x72)) {
            return UNKNOWN;
        }
        int nameLength = ((head[NAME_LENGTH_AT] & 0xff) << 8) | (head[NAME_LENGTH_AT + 1] & 0xff);
        if (NAME_LENGTH_AT + 2 + nameLength > length) {
            return UNKNOWN;
        }
        if (hasTopClass(head, nameLength, ENTRIES)) {
            return ENTRIES;
        }
        if (hasTopClass(head, nameLength, HASH_MAP)) {
            return HASH_MAP;
        }
        return hasTopClass(head, nameLength, UNMODIFIABLE_MAP) ? UNMODIFIABLE_MAP : UNKNOWN;
    }

    private static boolean hasTopClass(byte[] head, int nameLength, BlobLayout layout) {
        String name = layout.topClass;
        if (name.length() != nameLength) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (head[NAME_LENGTH_AT + 2 + i] != (byte) name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
