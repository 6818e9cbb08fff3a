package org.jettyferry.blob;

/**
 * What a session says under the name of an attribute.
 *
 * @param kind of the value
 * @param text the value, if it is a text; empty otherwise
 */
public record AttributeText(Kind kind, String text) {
    /** There is no such attribute. */
    static final AttributeText ABSENT = new AttributeText(Kind.ABSENT, "");

    /** Its value is an object of another class, or null. */
    static final AttributeText NO_TEXT = new AttributeText(Kind.NO_TEXT, "");

    /** The kinds of values. */
    public enum Kind {
        /** There is no such attribute. */
        ABSENT,
        /** A {@code String}. */
        TEXT,
        /** Anything else. */
        NO_TEXT
    }
}
