package org.jettyferry.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.session.JettyRelease;

/**
 * What an operator wants to be carried, and how.
 *
 * @param direction up or down
 * @param to the release that the store is to be fit for
 * @param from the release that filled the rows, where they don't tell
 * @param sessions whether the sessions come along
 * @param blobs whether the blobs go through the codec
 * @param dropAttributes names of attributes to leave behind; a name may end in {@code *}
 * @param renames class name prefixes and what takes their place
 * @param noDefaultFields classes known to write no default fields
 * @param contextPaths real context paths of the site, for stored forms that can't be derived
 * @param keepExpired whether expired sessions come along too
 * @param defaultMaxInterval for rows that say "not set" (-999), and for tables of before 9.0
 * @param keepBackup whether the old tables stay; only {@code --sessions drop} may say no
 */
public record CarryOptions(
        Direction direction,
        JettyRelease to,
        Optional<JettyRelease> from,
        Sessions sessions,
        Blobs blobs,
        List<String> dropAttributes,
        Map<String, String> renames,
        List<String> noDefaultFields,
        List<String> contextPaths,
        boolean keepExpired,
        Duration defaultMaxInterval,
        boolean keepBackup) {

    public CarryOptions {
        dropAttributes = List.copyOf(dropAttributes);
        renames = Map.copyOf(renames);
        noDefaultFields = List.copyOf(noDefaultFields);
        contextPaths = List.copyOf(contextPaths);
    }

    /** Which way. */
    public enum Direction {
        UPGRADE,
        DOWNGRADE;

        /** As the command says it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What becomes of the sessions. */
    public enum Sessions {
        KEEP,
        DROP
    }

    /** What becomes of the blobs. */
    public enum Blobs {
        /** Each goes through the codec, which proves it sound and writes the target's layout. */
        REWRITE,
        /** They stay as they are and never leave the server; every Jetty since 9.4.13 reads the old layouts. */
        COPY
    }

    /** The options as one line that is equal only for equal options: a run is resumed only with those it began with. */
    String canonical() {
        return String.join(
                "; ",
                direction.word() + " --to " + to,
                "from " + from.map(JettyRelease::toString).orElse("rows"),
                "sessions " + sessions,
                "blobs " + blobs,
                "drop " + dropAttributes.stream().sorted().toList(),
                "rename " + new java.util.TreeMap<>(renames),
                "no-default-fields " + noDefaultFields.stream().sorted().toList(),
                "context-paths " + contextPaths.stream().sorted().toList(),
                "keep-expired " + keepExpired,
                "default-max-interval " + defaultMaxInterval.toSeconds(),
                "backup " + keepBackup);
    }
}
