package org.jettyferry.settings;

import java.io.IOException;

/** Reports a file of settings that can't be understood; the message says where and why. */
public final class SettingsFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** Makes one with the place and the reason. */
    public SettingsFileException(String message) {
        super(message);
    }
}
