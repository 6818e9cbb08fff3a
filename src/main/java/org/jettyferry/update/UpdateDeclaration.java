package org.jettyferry.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.update.column.ColumnFile;
import org.jettyferry.update.yaml.YamlFile;
import org.jettyferry.version.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the file {@code updates.yaml} of a folder says.
 *
 * @param updates in their order
 * @param checks the files of the pre-flight checks in their order, relative to the folder
 * @param version the version that a schema has when they have run; empty if none is declared
 * @param acceptsNotRevertible whether updates that can't be taken back run without a flag
 */
record UpdateDeclaration(
        List<Update> updates, List<String> checks, Optional<SchemaVersion> version, boolean acceptsNotRevertible) {
    private static final String EXAMPLE = "It looks like this:\n  updates:\n    - changelog: changelog.xml\n"
            + "    - column: columns/total.yaml\n    - sessions: 12\n    - command: [./reindex.sh, --all]\n      name: reindex-1";

    private static final Set<String> KEYS_OF_A_COMMAND =
            Set.of("command", "name", "timeLimit", "environment", "repeatable");
    private static final Set<String> KEYS_OF_SESSIONS = Set.of("sessions", "properties");
    private static final Set<String> KEYS_OF_A_COLUMN = Set.of("column", "acceptUses");
    private static final Duration TIME_LIMIT = Duration.ofHours(1);
    private static final int LONGEST_NAME = 200;

    /**
     * Reads the file.
     *
     * @throws OperatorException if it is missing or not valid
     */
    static UpdateDeclaration read(Path folder) {
        YamlFile file = new YamlFile(
                folder.resolve(UpdateFolder.FILE), "It declares the updates in their order. " + EXAMPLE, EXAMPLE);
        return new Reader(folder, file).declaration(file.texts());
    }

    /** Takes the parsed file apart. */
    private record Reader(Path folder, YamlFile file) {
        UpdateDeclaration declaration(Object root) {
            if (!(root instanceof Map<?, ?> map) || !(map.get("updates") instanceof List<?> entries)) {
                throw invalid("it must have the key updates with a list");
            }
            for (Object key : map.keySet()) {
                if (!List.of("updates", "checks", "version", "notRevertible").contains(String.valueOf(key))) {
                    throw invalid("it has no key " + key);
                }
            }
            Object notRevertible = map.get("notRevertible");
            if (notRevertible != null && !"refuse".equals(notRevertible) && !"accept".equals(notRevertible)) {
                throw invalid("notRevertible is refuse or accept, not " + notRevertible);
            }
            return new UpdateDeclaration(
                    updates(entries),
                    checks(map.get("checks")),
                    version(map.get("version")),
                    !"refuse".equals(notRevertible));
        }

        private List<Update> updates(List<?> entries) {
            List<Update> updates = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Object entry : entries) {
                Update update = update(entry);
                if (!names.add(update.name())) {
                    throw invalid(update.name() + " is declared twice");
                }
                updates.add(update);
            }
            return updates;
        }

        private Update update(Object entry) {
            if (entry instanceof Map<?, ?> map) {
                if (map.size() == 1 && map.get("changelog") instanceof String name) {
                    return changeLog(name);
                }
                if (map.get("column") instanceof String name) {
                    return column(name, map);
                }
                if (map.containsKey("sessions")) {
                    return sessions(map);
                }
                if (map.containsKey("command")) {
                    return command(map);
                }
            }
            throw invalid(
                    "each update is a changelog or a column with the name of a file, sessions with a release of Jetty,"
                            + " or a command, not " + entry);
        }

        private Update changeLog(String name) {
            return new Update.ChangeLog(existing(name));
        }

        private Update column(String name, Map<?, ?> map) {
            refuseOtherKeys("a column", map, KEYS_OF_A_COLUMN);
            return new Update.Column(
                    existing(name), ColumnFile.read(folder.resolve(name)), "true".equals(map.get("acceptUses")));
        }

        private void refuseOtherKeys(String kind, Map<?, ?> map, Set<String> keys) {
            for (Object key : map.keySet()) {
                if (!keys.contains(String.valueOf(key))) {
                    throw invalid(kind + " has no key " + key);
                }
            }
        }

        private Optional<SchemaVersion> version(@Nullable Object version) {
            try {
                return Optional.ofNullable(version).map(text -> SchemaVersion.parse(text.toString()));
            } catch (IllegalArgumentException e) {
                throw invalid(String.valueOf(e.getMessage()));
            }
        }

        private List<String> checks(@Nullable Object list) {
            List<String> checks = new ArrayList<>();
            for (Object element : list == null ? List.of() : entries(list)) {
                if (!(element instanceof Map<?, ?> map)
                        || map.size() != 1
                        || !(map.get("check") instanceof String name)) {
                    throw invalid("each check must have one key, check, with the name of a file, not " + element);
                }
                if (checks.contains(existing(name))) {
                    throw invalid(name + " is declared twice");
                }
                checks.add(name);
            }
            return checks;
        }

        private List<?> entries(Object list) {
            if (!(list instanceof List<?> entries)) {
                throw invalid("the key checks must have a list");
            }
            return entries;
        }

        private String existing(String name) {
            Path base = folder.toAbsolutePath().normalize();
            Path path = base.resolve(name).normalize();
            if (!path.startsWith(base) || !Files.isRegularFile(path)) {
                throw invalid("there is no file " + name + " in the folder");
            }
            return name;
        }

        private Update sessions(Map<?, ?> map) {
            refuseOtherKeys("sessions", map, KEYS_OF_SESSIONS);
            Map<String, String> properties = texts("properties", map.get("properties"));
            TableNames.unknown(properties.keySet()).ifPresent(unknown -> {
                throw invalid("sessions: properties do not know " + unknown + ". " + TableNames.knownProperties());
            });
            try {
                return new Update.Sessions(
                        JettyRelease.parse(String.valueOf(map.get("sessions"))), StoreNames.from(properties));
            } catch (IllegalArgumentException e) {
                throw invalid("sessions: " + e.getMessage());
            }
        }

        private Update command(Map<?, ?> map) {
            refuseOtherKeys("a command", map, KEYS_OF_A_COMMAND);
            if (!(map.get("name") instanceof String name) || name.isBlank() || name.length() > LONGEST_NAME) {
                throw invalid("a command needs a name, which it is recorded under");
            }
            return new Update.Command(
                    name,
                    words(map.get("command")),
                    Optional.ofNullable(map.get("timeLimit")).map(this::time).orElse(TIME_LIMIT),
                    texts("environment", map.get("environment")),
                    "true".equals(map.get("repeatable")));
        }

        private List<String> words(@Nullable Object command) {
            if (!(command instanceof List<?> list) || list.isEmpty()) {
                throw invalid("a command is a list: the program and its arguments");
            }
            return list.stream().map(String::valueOf).toList();
        }

        private Duration time(Object value) {
            try {
                Duration time = Duration.parse("PT" + String.valueOf(value).toUpperCase(Locale.ROOT));
                if (!time.isNegative() && !time.isZero()) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // The message below is clearer.
            }
            throw invalid("timeLimit must be a time such as 10m or 2h, not " + value);
        }

        private Map<String, String> texts(String key, @Nullable Object value) {
            Map<String, String> texts = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
            } else if (value != null) {
                throw invalid(key + " has names and values");
            }
            return texts;
        }

        private OperatorException invalid(String why) {
            return file.invalid(why);
        }
    }
}
