package org.jettyferry.store.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.jetty.JettyRelease;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link MigrationOptions} as text: as one canonical line for the journal, and as a command line for the
 * operator.
 *
 * <p>The journal compares the canonical lines of two commands to decide whether the second resumes the first, so equal
 * options must always give equal lines: lists and maps are sorted, and an option added later is left out while it has
 * its default. Otherwise a newer Ferry could not resume the run of an older one. Never rename or reorder the fields.
 */
final class OptionsText {
    private OptionsText() {}

    /** Returns the canonical line. */
    static String write(MigrationOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("command", options.direction().word());
        values.put("to", options.to().toString());
        values.put("from", options.from().map(JettyRelease::toString).orElse(""));
        values.put("sessions", options.sessions().name());
        values.put("blobs", options.blobs().name());
        values.put("dropAttributes", options.dropAttributes().stream().sorted().toList());
        values.put("renames", new TreeMap<>(options.renames()));
        values.put(
                "noDefaultFields", options.noDefaultFields().stream().sorted().toList());
        values.put("contextPaths", options.contextPaths().stream().sorted().toList());
        values.put("keepExpired", options.keepExpired());
        values.put("defaultMaxInterval", options.defaultMaxInterval().toSeconds());
        values.put("keepBackup", options.keepBackup());
        putNewer(values, options);
        return new GsonBuilder().disableHtmlEscaping().create().toJson(values);
    }

    private static void putNewer(Map<String, Object> values, MigrationOptions options) {
        if (!options.extendExpiry().equals(ExpiryShift.NONE)) {
            values.put("extendExpiry", options.extendExpiry().toString());
        }
        if (options.rewriteAnyway()) {
            values.put("rewriteAnyway", true);
        }
        if (!options.dropColumns().isEmpty()) {
            values.put("dropColumns", options.dropColumns().stream().sorted().toList());
        }
        if (options.facts().stopMillis() != 0) {
            values.put("stopMillis", options.facts().stopMillis());
        }
        if (!options.facts().idsColumn().isEmpty()) {
            values.put("idsColumn", options.facts().idsColumn());
        }
        if (options.live()) {
            values.put("live", true);
        }
    }

    /** Reads a canonical line. */
    static MigrationOptions read(String canonical) {
        Canonical values = new Gson().fromJson(canonical, Canonical.class);
        return new MigrationOptions(
                MigrationOptions.Direction.valueOf(values.command.toUpperCase(Locale.ROOT)),
                JettyRelease.parse(values.to),
                values.from.isEmpty() ? Optional.empty() : Optional.of(JettyRelease.parse(values.from)),
                MigrationOptions.Sessions.valueOf(values.sessions),
                MigrationOptions.Blobs.valueOf(values.blobs),
                values.dropAttributes,
                values.renames,
                values.noDefaultFields,
                values.contextPaths,
                values.keepExpired,
                Duration.ofSeconds(values.defaultMaxInterval),
                values.keepBackup,
                values.extendExpiry == null ? ExpiryShift.NONE : ExpiryShift.parse(values.extendExpiry),
                values.rewriteAnyway,
                values.dropColumns == null ? List.of() : values.dropColumns,
                new MigrationOptions.Facts(values.stopMillis, values.idsColumn == null ? "" : values.idsColumn),
                values.live);
    }

    /** Returns the command line that gives these options; options with their default value are left out. */
    static String commandLine(MigrationOptions options) {
        List<String> words = new ArrayList<>(List.of(
                "ferry", options.direction().word(), "--to", options.to().toString()));
        options.from().ifPresent(release -> words.addAll(List.of("--from", release.toString())));
        if (options.sessions() == MigrationOptions.Sessions.DROP) {
            words.addAll(List.of("--sessions", "drop"));
        }
        if (options.blobs() == MigrationOptions.Blobs.COPY) {
            words.addAll(List.of("--blobs", "copy"));
        }
        options.dropAttributes().forEach(name -> words.addAll(List.of("--drop-attribute", name)));
        new TreeMap<>(options.renames()).forEach((old, anew) -> words.addAll(List.of("--rename", old + "=" + anew)));
        options.noDefaultFields().forEach(name -> words.addAll(List.of("--no-default-fields", name)));
        options.contextPaths().forEach(path -> words.addAll(List.of("--context-path", path)));
        if (options.keepExpired()) {
            words.add("--keep-expired");
        }
        addRarer(words, options);
        return String.join(" ", words);
    }

    private static void addRarer(List<String> words, MigrationOptions options) {
        if (!options.defaultMaxInterval().equals(MigrationOptions.DEFAULT_MAX_INTERVAL)) {
            words.addAll(List.of(
                    "--default-max-interval",
                    Long.toString(options.defaultMaxInterval().toSeconds())));
        }
        if (!options.keepBackup()) {
            words.add("--no-backup");
        }
        if (!options.extendExpiry().equals(ExpiryShift.NONE)) {
            words.add("--extend-expiry=" + options.extendExpiry());
        }
        if (options.live()) {
            words.add("--live");
        }
        if (options.rewriteAnyway()) {
            words.add("--rewrite-anyway");
        }
        options.dropColumns().forEach(name -> words.addAll(List.of("--drop-column", name)));
    }

    /** The fields of the line; those that may be missing are nullable. */
    private record Canonical(
            String command,
            String to,
            String from,
            String sessions,
            String blobs,
            List<String> dropAttributes,
            Map<String, String> renames,
            List<String> noDefaultFields,
            List<String> contextPaths,
            boolean keepExpired,
            long defaultMaxInterval,
            boolean keepBackup,
            @Nullable String extendExpiry,
            boolean rewriteAnyway,
            @Nullable List<String> dropColumns,
            long stopMillis,
            @Nullable String idsColumn,
            boolean live) {}
}
