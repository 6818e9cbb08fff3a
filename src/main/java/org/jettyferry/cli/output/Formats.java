package org.jettyferry.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Formats numbers, sizes, times and lists for people. */
public final class Formats {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Formats() {}

    /** Returns a number with a comma before each three digits. */
    public static String number(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int i = text.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** Returns a number with its noun in the singular or plural. */
    public static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** Returns a size with one decimal, in decimal units. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        int unit = 0;
        long tenths = bytes / 100;
        while (tenths >= 10_000 && unit < UNITS.length - 1) {
            tenths /= 1000;
            unit++;
        }
        return number(tenths / 10) + "." + tenths % 10 + " " + UNITS[unit];
    }

    /** Returns a duration in its two largest units. */
    public static String duration(long millis) {
        long seconds = millis / 1000;
        if (millis < 1000) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    /** Returns a point in time in this machine's time zone. */
    public static String moment(long millis) {
        return Instant.ofEpochMilli(millis)
                .atZone(ZoneId.systemDefault())
                .toOffsetDateTime()
                .withNano(0)
                .toString()
                .replace('T', ' ');
    }

    /** Returns names with their counts, the largest count first. */
    public static List<String> counts(Map<String, Long> counts) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Long> entry : sorted(counts)) {
            texts.add((entry.getKey().isEmpty() ? "''" : entry.getKey()) + " " + number(entry.getValue()));
        }
        return texts;
    }

    /** Returns the entries by descending count, then by name. */
    public static List<Map.Entry<String, Long>> sorted(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
        Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue(Comparator.reverseOrder());
        entries.sort(byCount.thenComparing(Map.Entry.comparingByKey()));
        return entries;
    }

    /** Joins texts with commas; of more than 12 it shows the first and the number of the rest. */
    public static String some(List<String> texts) {
        int shown = 12;
        return texts.size() <= shown
                ? String.join(", ", texts)
                : String.join(", ", texts.subList(0, shown)) + " and " + number(texts.size() - shown) + " more";
    }
}
