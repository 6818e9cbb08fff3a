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
import java.util.stream.Stream;
import org.jettyferry.jetty.JettyRelease;

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

    private static final Duration DEFAULT_MAX_INTERVAL = Duration.ofMinutes(30); // Jetty's own

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
    public CarryOptions and(
            List<String> moreDropped,
            Map<String, String> moreRenames,
            List<String> moreNoDefaultFields,
            List<String> moreContextPaths) {
        Map<String, String> allRenames = new TreeMap<>(renames);
        allRenames.putAll(moreRenames);
        return new CarryOptions(
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
                keepBackup);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** The options as one line that is equal only for equal options: a run is resumed only with those it began with. */
    public String canonical() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("command", direction.word());
        values.put("to", to.toString());
        values.put("from", from.map(JettyRelease::toString).orElse(""));
        values.put("sessions", sessions.name());
        values.put("blobs", blobs.name());
        values.put("dropAttributes", dropAttributes.stream().sorted().toList());
        values.put("renames", new TreeMap<>(renames));
        values.put("noDefaultFields", noDefaultFields.stream().sorted().toList());
        values.put("contextPaths", contextPaths.stream().sorted().toList());
        values.put("keepExpired", keepExpired);
        values.put("defaultMaxInterval", defaultMaxInterval.toSeconds());
        values.put("keepBackup", keepBackup);
        return new GsonBuilder().disableHtmlEscaping().create().toJson(values);
    }

    /** The options as a command line that would say the same; what is as it is by default is left out. */
    public String words() {
        List<String> words = new ArrayList<>(List.of("ferry", direction.word(), "--to", to.toString()));
        from.ifPresent(release -> words.addAll(List.of("--from", release.toString())));
        if (sessions == Sessions.DROP) {
            words.addAll(List.of("--sessions", "drop"));
        }
        if (blobs == Blobs.COPY) {
            words.addAll(List.of("--blobs", "copy"));
        }
        dropAttributes.forEach(name -> words.addAll(List.of("--drop-attribute", name)));
        new TreeMap<>(renames).forEach((old, anew) -> words.addAll(List.of("--rename", old + "=" + anew)));
        noDefaultFields.forEach(name -> words.addAll(List.of("--no-default-fields", name)));
        contextPaths.forEach(path -> words.addAll(List.of("--context-path", path)));
        if (keepExpired) {
            words.add("--keep-expired");
        }
        if (!defaultMaxInterval.equals(DEFAULT_MAX_INTERVAL)) {
            words.addAll(List.of("--default-max-interval", Long.toString(defaultMaxInterval.toSeconds())));
        }
        if (!keepBackup) {
            words.add("--no-backup");
        }
        return String.join(" ", words);
    }

    /** Reads what {@link #canonical()} wrote. */
    public static CarryOptions parse(String canonical) {
        Canonical values = new Gson().fromJson(canonical, Canonical.class);
        return new CarryOptions(
                Direction.valueOf(values.command.toUpperCase(Locale.ROOT)),
                JettyRelease.parse(values.to),
                values.from.isEmpty() ? Optional.empty() : Optional.of(JettyRelease.parse(values.from)),
                Sessions.valueOf(values.sessions),
                Blobs.valueOf(values.blobs),
                values.dropAttributes,
                values.renames,
                values.noDefaultFields,
                values.contextPaths,
                values.keepExpired,
                Duration.ofSeconds(values.defaultMaxInterval),
                values.keepBackup);
    }

    /** The shape of the line. */
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
            boolean keepBackup) {}
}
