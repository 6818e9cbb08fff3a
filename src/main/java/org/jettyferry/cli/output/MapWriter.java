package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.Optional;

/** Prints names and the server of each in a form that a load balancer reads, as they arrive. Not thread-safe. */
public interface MapWriter {
    /**
     * One name.
     *
     * @param name of the context, by which requests find it
     * @param context its id
     * @param schema that the context lives in
     * @param server that the schema is on
     */
    record Entry(String name, String context, String schema, String server) {}

    /** Returns why the form cannot hold an entry, as words behind its name; empty if it can. */
    Optional<String> fault(Entry entry);

    /** Adds an entry that has no fault. */
    void add(Entry entry);

    /** Ends the map. A map that lacks its end was cut off. */
    void end();

    /** The forms. */
    enum Form {
        /** A file for the converter {@code map} of HAProxy. */
        HAPROXY_MAP,
        /** The body of a {@code map} block of nginx. */
        NGINX_MAP,
        /** An array of objects. */
        JSON;

        /** Returns a writer of this form. */
        public MapWriter to(PrintWriter out) {
            return switch (this) {
                case HAPROXY_MAP -> new HaproxyMapWriter(out);
                case NGINX_MAP -> new NginxMapWriter(out);
                case JSON -> new JsonMapWriter(out);
            };
        }
    }

    /** Returns whether a text has a character that would end its line, or could not be seen. */
    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
