package org.jettyferry.store.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.journal.Run;

/**
 * What an operator wants to be migrated, and how.
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
 * @param extendExpiry how much later sessions expire than their rows say: the stop is given back
 * @param rewriteAnyway whether a store that is as the target writes it is rewritten all the same
 * @param dropColumns columns that are not Jetty's and stay behind with the old table
 * @param facts what a run has found out at its beginning and still needs when it is resumed or looked back on
 */
public record MigrationOptions(
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
        boolean keepBackup,
        ExpiryShift extendExpiry,
        boolean rewriteAnyway,
        List<String> dropColumns,
        Facts facts) {

    static final Duration DEFAULT_MAX_INTERVAL = Duration.ofMinutes(30); // Jetty's own

    public MigrationOptions {
        dropAttributes = List.copyOf(dropAttributes);
        renames = Map.copyOf(renames);
        noDefaultFields = List.copyOf(noDefaultFields);
        contextPaths = List.copyOf(contextPaths);
        dropColumns = List.copyOf(dropColumns);
    }

    /** Options that extend no session, rewrite nothing needlessly and drop no column. */
    public MigrationOptions(
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
        this(
                direction,
                to,
                from,
                sessions,
                blobs,
                dropAttributes,
                renames,
                noDefaultFields,
                contextPaths,
                keepExpired,
                defaultMaxInterval,
                keepBackup,
                ExpiryShift.NONE,
                false,
                List.of(),
                Facts.NONE);
    }

    /**
     * What no option says and a run finds out once.
     *
     * @param stopMillis the length of the stop, where {@code --extend-expiry=auto} asks for it; else 0
     * @param idsColumn the column of the table of ids that is set aside or made; empty for Jetty's own name
     */
    public record Facts(long stopMillis, String idsColumn) {
        /** Nothing was found out. */
        public static final Facts NONE = new Facts(0, "");
    }

    /** How much later sessions expire than the old rows say, in milliseconds. */
    public long shiftMillis() {
        return extendExpiry.auto() ? facts.stopMillis() : extendExpiry.millis();
    }

    /** The same options, with what a run has found out. */
    public MigrationOptions with(Facts found) {
        return new MigrationOptions(
                direction,
                to,
                from,
                sessions,
                blobs,
                dropAttributes,
                renames,
                noDefaultFields,
                contextPaths,
                keepExpired,
                defaultMaxInterval,
                keepBackup,
                extendExpiry,
                rewriteAnyway,
                dropColumns,
                found);
    }

    /** Whether a run was asked for just this, whatever it has found out then. */
    public boolean isOf(Run run) {
        return run.isMigrate()
                && parse(run.options())
                        .with(Facts.NONE)
                        .canonical()
                        .equals(with(Facts.NONE).canonical());
    }

    /** Which way. */
    public enum Direction {
        UPGRADE,
        DOWNGRADE;

        /** As the command says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
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

    /**
     * The same with more of what is known of the blobs and the web applications.
     *
     * @param moreDropped names of attributes to leave behind as well
     * @param moreRenames class name prefixes and what takes their place; they win over those of before
     * @param moreNoDefaultFields more classes known to write no default fields
     * @param moreContextPaths more real context paths of the site
     */
    public MigrationOptions and(
            List<String> moreDropped,
            Map<String, String> moreRenames,
            List<String> moreNoDefaultFields,
            List<String> moreContextPaths) {
        Map<String, String> allRenames = new TreeMap<>(renames);
        allRenames.putAll(moreRenames);
        return new MigrationOptions(
                direction,
                to,
                from,
                sessions,
                blobs,
                joined(dropAttributes, moreDropped),
                allRenames,
                joined(noDefaultFields, moreNoDefaultFields),
                joined(contextPaths, moreContextPaths),
                keepExpired,
                defaultMaxInterval,
                keepBackup,
                extendExpiry,
                rewriteAnyway,
                dropColumns,
                facts);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /**
     * Returns the options as one line that is equal only for equal options: a run is resumed only with its own options.
     */
    public String canonical() {
        return OptionsText.write(this);
    }

    /** Returns the shortest command line that gives these options. */
    public String words() {
        return OptionsText.commandLine(this);
    }

    /** Reads what {@link #canonical()} wrote. */
    public static MigrationOptions parse(String canonical) {
        return OptionsText.read(canonical);
    }
}
