package org.jettyferry.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recording of the demo in version 2 of asciinema's format: a line with the header, then an array for each piece of
 * text with its second. Pauses are cut to one length, which is found so that the whole lasts a minute; nothing else of the
 * times changes.
 */
final class Cast {
    /** Columns and rows of the terminal. */
    static final int WIDTH = 100;

    static final int HEIGHT = 30;

    /** What starts the demo. */
    static final String COMMAND = "mvn -Pdemo";

    private static final long WHOLE_MILLIS = 60_000;
    private static final long KEY_MILLIS = 80;
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final List<String> events = new ArrayList<>();
    private long now;

    /**
     * A line of the story.
     *
     * @param millis when it was complete, since the start
     * @param text without its end
     */
    record Line(long millis, String text) {}

    private Cast() {}

    /** Returns the text of the file. */
    static String ofAMinute(List<Line> lines) {
        Cast cast = new Cast();
        cast.type(COMMAND);
        long pause = longestPause(lines, WHOLE_MILLIS - cast.now);
        long before = 0;
        for (Line line : lines) {
            cast.show(Math.min(line.millis() - before, pause), line.text() + "\r\n");
            before = line.millis();
        }
        return header() + "\n" + String.join("\n", cast.events) + "\n";
    }

    private static String header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("version", 2);
        header.put("width", WIDTH);
        header.put("height", HEIGHT);
        header.put("title", "Jetty 9.3 becomes Jetty 12, and every user stays logged in");
        header.put("env", Map.of("TERM", "xterm-256color"));
        return JSON.toJson(header);
    }

    /** Searches by halves: the shorter the longest pause, the shorter the whole. */
    private static long longestPause(List<Line> lines, long whole) {
        long low = 0;
        long high = whole;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (length(lines, middle) <= whole) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static long length(List<Line> lines, long pause) {
        long length = 0;
        long before = 0;
        for (Line line : lines) {
            length += Math.min(line.millis() - before, pause);
            before = line.millis();
        }
        return length;
    }

    private void type(String command) {
        show(0, "$ ");
        command.chars().forEach(key -> show(KEY_MILLIS, Character.toString(key)));
        show(KEY_MILLIS, "\r\n");
    }

    private void show(long pause, String text) {
        now += pause;
        events.add("[%s, \"o\", %s]".formatted(seconds(now), JSON.toJson(text)));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
