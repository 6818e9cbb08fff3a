package org.jettyferry.node;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the places where {@code server.properties} may be. */
final class SettingsPlaces {
    private SettingsPlaces() {}

    /**
     * Returns the files to look for, first choice first; a configured place is the only one.
     *
     * @param named the file that the web application configures; null if it configures none
     */
    static List<Path> of(@Nullable String named, Map<String, String> environment) {
        String base = System.getProperty("jetty.base", "");
        for (String place : new String[] {
            named == null ? "" : named,
            System.getProperty("ferry.properties", ""),
            environment.getOrDefault("FERRY_PROPERTIES", "")
        }) {
            if (!place.trim().isEmpty()) {
                return Arrays.asList(absolute(base, place.trim()));
            }
        }
        List<Path> places = new ArrayList<>();
        if (!base.isEmpty()) {
            places.add(absolute(base, "etc/server.properties"));
            places.add(absolute(base, "server.properties"));
        }
        Path here = absolute("", "server.properties");
        if (!places.contains(here)) {
            places.add(here);
        }
        return places;
    }

    private static Path absolute(String base, String place) {
        return Paths.get(base).resolve(place).toAbsolutePath().normalize();
    }
}
