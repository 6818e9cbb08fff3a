package org.jettyferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The commit of the sources that this program was built from: the build writes it into a file beside this class. */
final class SourceCommit {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final int SHORT = 10;

    private SourceCommit() {}

    /** Returns the beginning of the commit's id, with a remark if files were changed since; empty if it is not known. */
    static Optional<String> ofThisProgram() {
        Properties properties = new Properties();
        try (InputStream in = SourceCommit.class.getResourceAsStream("commit.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(properties);
    }

    static Optional<String> of(Properties properties) {
        String commit = properties.getProperty("commit", "");
        if (!COMMIT.matcher(commit).matches()) {
            return Optional.empty();
        }
        boolean changed = Boolean.parseBoolean(properties.getProperty("changed"));
        return Optional.of(commit.substring(0, SHORT) + (changed ? " with changes" : ""));
    }
}
