package org.jettyferry.testkit.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.ExpiryShift;
import org.jettyferry.store.plan.MigrationOptions;

/** The options of a migrate as a test words them; each method answers a changed copy. */
public record MigrationRequest(MigrationOptions options) {

    public static MigrationRequest upgrade(String to) {
        return new MigrationRequest(plain(MigrationOptions.Direction.UPGRADE, to));
    }

    public static MigrationRequest downgrade(String to) {
        return new MigrationRequest(plain(MigrationOptions.Direction.DOWNGRADE, to));
    }

    /** Up or down, as the releases say. */
    public static MigrationRequest of(ReleaseFixture from, ReleaseFixture to) {
        return from.compareTo(to) < 0 ? upgrade(to.release()) : downgrade(to.release());
    }

    private static MigrationOptions plain(MigrationOptions.Direction direction, String to) {
        return new MigrationOptions(
                direction,
                JettyRelease.parse(to),
                Optional.empty(),
                MigrationOptions.Sessions.KEEP,
                MigrationOptions.Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
    }

    public MigrationRequest blobs(MigrationOptions.Blobs blobs) {
        return new MigrationRequest(copy(options.from(), options.sessions(), blobs, options.keepExpired()));
    }

    public MigrationRequest from(String release) {
        return new MigrationRequest(copy(
                Optional.of(JettyRelease.parse(release)), options.sessions(), options.blobs(), options.keepExpired()));
    }

    public MigrationRequest dropSessions() {
        return new MigrationRequest(
                copy(options.from(), MigrationOptions.Sessions.DROP, options.blobs(), options.keepExpired()));
    }

    public MigrationRequest keepExpired() {
        return new MigrationRequest(copy(options.from(), options.sessions(), options.blobs(), true));
    }

    public MigrationRequest contextPath(String path) {
        return new MigrationRequest(options.and(List.of(), Map.of(), List.of(), List.of(path)));
    }

    public MigrationRequest rename(String prefix, String replacement) {
        return new MigrationRequest(options.and(List.of(), Map.of(prefix, replacement), List.of(), List.of()));
    }

    public MigrationRequest extendExpiry(ExpiryShift shift) {
        return new MigrationRequest(more(shift, options.rewriteAnyway(), options.dropColumns()));
    }

    public MigrationRequest rewriteAnyway() {
        return new MigrationRequest(more(options.extendExpiry(), true, options.dropColumns()));
    }

    public MigrationRequest dropColumn(String name) {
        return new MigrationRequest(more(options.extendExpiry(), options.rewriteAnyway(), List.of(name)));
    }

    private MigrationOptions more(ExpiryShift shift, boolean rewriteAnyway, List<String> dropColumns) {
        return new MigrationOptions(
                options.direction(),
                options.to(),
                options.from(),
                options.sessions(),
                options.blobs(),
                options.dropAttributes(),
                options.renames(),
                options.noDefaultFields(),
                options.contextPaths(),
                options.keepExpired(),
                options.defaultMaxInterval(),
                options.keepBackup(),
                shift,
                rewriteAnyway,
                dropColumns,
                MigrationOptions.Facts.NONE);
    }

    private MigrationOptions copy(
            Optional<JettyRelease> from,
            MigrationOptions.Sessions sessions,
            MigrationOptions.Blobs blobs,
            boolean keepExpired) {
        return new MigrationOptions(
                options.direction(),
                options.to(),
                from,
                sessions,
                blobs,
                options.dropAttributes(),
                options.renames(),
                options.noDefaultFields(),
                options.contextPaths(),
                keepExpired,
                options.defaultMaxInterval(),
                options.keepBackup());
    }

    /** Migrates, with no limit on quarantined sessions. */
    public MigrationResult migrateWhatCanBe(SessionStore store) {
        return store.migrate(options, SwapControls.anyQuarantine()).orElseThrow();
    }

    /** Migrates, and confirms every question. */
    public MigrationResult migrate(SessionStore store) {
        return store.migrate(options, SwapControls.quiet()).orElseThrow();
    }
}
