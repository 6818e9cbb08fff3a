package org.jettyferry.settings;

/** A value and the name under which it was found, for messages. Immutable. */
public final class Setting {
    private final String name;
    private final String value;

    Setting(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /** Returns the property, or the variable of the environment. */
    public String name() {
        return name;
    }

    /** Returns the value, which is never empty. */
    public String value() {
        return value;
    }

    /** Returns the name without the value, which may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
