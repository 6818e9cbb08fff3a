package org.jettyferry.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.carry.CarryResult;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.plan.ExpiryShift;

/** The options of a carry as a test words them; each method answers a changed copy. */
record Wish(CarryOptions options) {

    static Wish upgrade(String to) {
        return new Wish(plain(CarryOptions.Direction.UPGRADE, to));
    }

    static Wish downgrade(String to) {
        return new Wish(plain(CarryOptions.Direction.DOWNGRADE, to));
    }

    /** Up or down, as the releases say. */
    static Wish of(Line from, Line to) {
        return from.compareTo(to) < 0 ? upgrade(to.release()) : downgrade(to.release());
    }

    private static CarryOptions plain(CarryOptions.Direction direction, String to) {
        return new CarryOptions(
                direction,
                JettyRelease.parse(to),
                Optional.empty(),
                CarryOptions.Sessions.KEEP,
                CarryOptions.Blobs.REWRITE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
    }

    Wish blobs(CarryOptions.Blobs blobs) {
        return new Wish(copy(options.from(), options.sessions(), blobs, options.keepExpired()));
    }

    Wish from(String release) {
        return new Wish(copy(
                Optional.of(JettyRelease.parse(release)), options.sessions(), options.blobs(), options.keepExpired()));
    }

    Wish dropSessions() {
        return new Wish(copy(options.from(), CarryOptions.Sessions.DROP, options.blobs(), options.keepExpired()));
    }

    Wish keepExpired() {
        return new Wish(copy(options.from(), options.sessions(), options.blobs(), true));
    }

    Wish contextPath(String path) {
        return new Wish(options.and(List.of(), Map.of(), List.of(), List.of(path)));
    }

    Wish rename(String prefix, String replacement) {
        return new Wish(options.and(List.of(), Map.of(prefix, replacement), List.of(), List.of()));
    }

    Wish extendExpiry(ExpiryShift shift) {
        return new Wish(more(shift, options.rewriteAnyway(), options.dropColumns()));
    }

    Wish rewriteAnyway() {
        return new Wish(more(options.extendExpiry(), true, options.dropColumns()));
    }

    Wish dropColumn(String name) {
        return new Wish(more(options.extendExpiry(), options.rewriteAnyway(), List.of(name)));
    }

    private CarryOptions more(ExpiryShift shift, boolean rewriteAnyway, List<String> dropColumns) {
        return new CarryOptions(
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
                CarryOptions.Facts.NONE);
    }

    private CarryOptions copy(
            Optional<JettyRelease> from,
            CarryOptions.Sessions sessions,
            CarryOptions.Blobs blobs,
            boolean keepExpired) {
        return new CarryOptions(
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

    /** The same, however many sessions are quarantined. */
    CarryResult carryWhatCanBe(SessionStore store) {
        return store.carry(options, Controls.anyQuarantine()).orElseThrow();
    }

    /** Carries, and says yes to all. */
    CarryResult carry(SessionStore store) {
        return store.carry(options, Controls.quiet()).orElseThrow();
    }
}
