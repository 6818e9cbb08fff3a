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
 * What an operator asks a migration to do. A run is resumed only with the same options.
 *
 * @param direction up or down
 * @param to the release for which the store is made fit
 * @param from the release that filled the rows, if the rows do not show it
 * @param sessions whether the sessions are migrated
 * @param blobs whether the blobs go through the codec
 * @param dropAttributes names of attributes to leave out; a name may end in {@code *}
 * @param renames class name prefixes and their replacements
 * @param noDefaultFields classes known to write no default fields
 * @param contextPaths real context paths of the site, for stored values that do not determine them
 * @param keepExpired whether expired sessions are migrated too
 * @param defaultMaxInterval for rows that say "not set" (-999), and for tables from before 9.0
 * @param keepBackup whether the old tables stay; false only with {@code --sessions drop}
 * @param extendExpiry how much later sessions expire than their rows say, to make up for the stop
 * @param rewriteAnyway whether to rewrite a store that is already as the target writes it
 * @param dropColumns columns that are not Jetty's and stay behind with the old table
 * @param facts what a run found out at its beginning and needs again when it is resumed or verified
 * @param live whether guests work on the store meanwhile
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
        Facts facts,
        boolean live) {

    static final Duration DEFAULT_MAX_INTERVAL = Duration.ofMinutes(30); // Jetty's own

    public MigrationOptions {
        dropAttributes = List.copyOf(dropAttributes);
        renames = Map.copyOf(renames);
        noDefaultFields = List.copyOf(noDefaultFields);
        contextPaths = List.copyOf(contextPaths);
        dropColumns = List.copyOf(dropColumns);
    }

    /** Returns the defaults of an upgrade: sessions are kept, blobs rewritten, old tables stay as a backup. */
    public static MigrationOptions upgrade(JettyRelease to) {
        return new MigrationOptions(
                Direction.UPGRADE,
                to,
                Optional.empty(),
                Sessions.KEEP,
                Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                DEFAULT_MAX_INTERVAL,
                true);
    }

    /** Is for a store whose nodes are stopped. */
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
            boolean keepBackup,
            ExpiryShift extendExpiry,
            boolean rewriteAnyway,
            List<String> dropColumns,
            Facts facts) {
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
                extendExpiry,
                rewriteAnyway,
                dropColumns,
                facts,
                false);
    }

    /** Leaves out the rarer options: no extension, no needless rewrite, no dropped column. */
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
     * What a run finds out once, at its beginning.
     *
     * @param stopMillis the length of the stop, if {@code --extend-expiry=auto} asks for it; else 0
     * @param idsColumn the column of the table of ids that is set aside or made; empty for Jetty's own name
     */
    public record Facts(long stopMillis, String idsColumn) {
        /** No facts. */
        public static final Facts NONE = new Facts(0, "");
    }

    /** Returns how much later sessions expire than the old rows say, in milliseconds. */
    public long shiftMillis() {
        return extendExpiry.auto() ? facts.stopMillis() : extendExpiry.millis();
    }

    /** Returns the options with the facts of a run. */
    public MigrationOptions with(Facts found) {
        return copy(found, live);
    }

    /** Returns the options for a store on which guests work meanwhile. */
    public MigrationOptions asLive() {
        return copy(facts, true);
    }

    private MigrationOptions copy(Facts otherFacts, boolean otherLive) {
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
                otherFacts,
                otherLive);
    }

    /** Returns whether a run was given the same options; its facts do not count. */
    public boolean isOf(Run run) {
        return run.isMigrate()
                && parse(run.options())
                        .with(Facts.NONE)
                        .canonical()
                        .equals(with(Facts.NONE).canonical());
    }

    /** The direction of a migration. */
    public enum Direction {
        UPGRADE,
        DOWNGRADE;

        /** Returns the command's name. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the sessions are migrated. */
    public enum Sessions {
        KEEP,
        DROP
    }

    /** How the blobs are migrated. */
    public enum Blobs {
        /** Each goes through the codec, which proves it sound and writes the target's layout. */
        REWRITE,
        /** Each stays as it is and never leaves the server; every Jetty since 9.4.13 reads the old layouts. */
        COPY
    }

    /**
     * Returns the options with more facts about the blobs and the web applications.
     *
     * @param moreDropped more names of attributes to leave out
     * @param moreRenames more class name prefixes and their replacements; they win over the present ones
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
                facts,
                live);
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
