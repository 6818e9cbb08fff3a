package org.jettyferry.node.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;

/**
 * Normalizes a path the way Jetty 9 does, for a Jetty 12 that would refuse it as ambiguous: an encoded slash becomes
 * a slash, empty segments are dropped, {@code .} and {@code ..} are resolved, with or without parameters. Other
 * segments keep every byte.
 */
final class PathFold {
    private PathFold() {}

    /** Returns the normalized path; it begins with a slash and never leads above the root. */
    static String folded(String path) {
        Deque<String> segments = new ArrayDeque<>();
        boolean folder = true; // whether the path ends with a slash
        for (String segment : path.replace("%2f", "/").replace("%2F", "/").split("/", -1)) {
            String name = name(segment);
            folder = name.isEmpty() || name.equals(".") || name.equals("..");
            if (!folder) {
                segments.add(segment);
            } else if (name.equals("..")) {
                segments.pollLast();
            }
        }
        return joined(segments, folder);
    }

    /** Returns the segment without parameters and with decoded dots. */
    private static String name(String segment) {
        int parameters = segment.indexOf(';');
        String name = parameters < 0 ? segment : segment.substring(0, parameters);
        return name.toLowerCase(Locale.ROOT).replace("%2e", ".");
    }

    private static String joined(Deque<String> segments, boolean folder) {
        StringBuilder path = new StringBuilder("/");
        for (Iterator<String> each = segments.iterator(); each.hasNext(); ) {
            path.append(each.next()).append(each.hasNext() || folder ? "/" : "");
        }
        return path.toString();
    }
}
