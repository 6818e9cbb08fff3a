package org.jettyferry.version;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jettyferry.settings.SettingsFile;
import org.jettyferry.settings.SettingsFileException;

/** What an application declares of itself, in the file {@code META-INF/ferry.properties} of its WAR or of a jar. */
public final class ApplicationFile {
    /** Where it is in a WAR, a jar or a folder of classes. */
    public static final String NAME = "META-INF/ferry.properties";

    /** The property, of this file and of {@code server.properties}. */
    public static final String SCHEMA_VERSIONS = "schemaVersions";

    private ApplicationFile() {}

    /**
     * Reads the range of schema versions that the application works with.
     *
     * @param in the content; stays open
     * @return {@link VersionRange#ANY} if the file declares none
     * @throws IOException if the file can't be read, or what it declares is no range; the message says why
     */
    public static VersionRange schemaVersions(InputStream in) throws IOException {
        Map<String, String> declared = SettingsFile.read(in);
        String text = declared.getOrDefault(SCHEMA_VERSIONS, "");
        try {
            return text.isEmpty() ? VersionRange.ANY : VersionRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsFileException(SCHEMA_VERSIONS + " = " + text + " is not usable (" + e.getMessage() + ")");
        }
    }
}
