package org.jettyferry.node.ticket;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jettyferry.settings.KnownSettings;
import org.jspecify.annotations.Nullable;

/** The settings of the hand-over of sessions to another host name. Immutable. */
final class HandOverSettings {
    static final HandOverSettings OFF = new HandOverSettings(null, null, false, Collections.emptySet());

    private static final String STAYS_OFF = "sessionHandOver stays off: ";
    private static final Pattern ORIGIN = Pattern.compile("https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");

    /** The file of the keys, and the keys in it; null while the hand-over is off. */
    final @Nullable Path file;

    final @Nullable TicketKeys keys;
    final boolean plain;
    final Set<String> from;

    private HandOverSettings(@Nullable Path file, @Nullable TicketKeys keys, boolean plain, Set<String> from) {
        this.file = file;
        this.keys = keys;
        this.plain = plain;
        this.from = from;
    }

    /**
     * Reads the settings. What is not usable leaves the hand-over off: without it users log in again, and nothing else
     * happens.
     *
     * @param properties all properties, also those with Open-Xchange's long names
     * @param problems receives one sentence for each unusable value, without secrets
     */
    static HandOverSettings from(Map<String, String> properties, Consumer<String> problems) {
        try {
            if (!isOn(properties, "sessionHandOver")) {
                return OFF;
            }
            String given = given(properties, "sessionHandOverKeyFile");
            if (given.isEmpty()) {
                throw new IllegalArgumentException("sessionHandOverKeyFile is not set");
            }
            boolean plain = isOn(properties, "sessionHandOverPlain");
            if (plain) {
                problems.accept(
                        "sessionHandOverPlain=on is for tests: all who see a request on its way can log in as its user");
            }
            Path file = Paths.get(given);
            return new HandOverSettings(file, keys(file), plain, origins(given(properties, "sessionHandOverFrom")));
        } catch (InvalidPathException e) {
            problems.accept(STAYS_OFF + "sessionHandOverKeyFile is no path");
        } catch (IllegalArgumentException e) {
            problems.accept(STAYS_OFF + e.getMessage());
        }
        return OFF;
    }

    /** @throws IllegalArgumentException if the file is not usable; the message shows nothing of it */
    static TicketKeys keys(Path file) {
        try {
            return TicketKeys.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of sessionHandOverKeyFile can't be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the file of sessionHandOverKeyFile is not usable: " + e.getMessage(), e);
        }
    }

    private static Set<String> origins(String text) {
        Set<String> origins = new HashSet<>();
        for (String part : text.split(",", -1)) {
            String origin = part.trim().toLowerCase(Locale.ROOT);
            if (!origin.isEmpty() && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "sessionHandOverFrom has origins with commas, each http(s)://host[:port] and nothing behind it");
            }
            if (!origin.isEmpty()) {
                origins.add(origin);
            }
        }
        return Collections.unmodifiableSet(origins);
    }

    private static boolean isOn(Map<String, String> properties, String name) {
        String text = given(properties, name);
        if (text.isEmpty() || text.equals("off") || text.equals("false")) {
            return false;
        }
        if (text.equals("on") || text.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException(name + " is neither on nor off");
    }

    private static String given(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, "").trim();
        return value.isEmpty()
                ? properties.getOrDefault(KnownSettings.OPEN_XCHANGE + name, "").trim()
                : value;
    }
}
