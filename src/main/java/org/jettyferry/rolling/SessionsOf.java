package org.jettyferry.rolling;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * By what a session belongs to a context.
 *
 * @param by what tells it
 * @param argument the attribute's name, or the shared context paths separated by commas; empty otherwise
 */
public record SessionsOf(By by, String argument) {
    /** By the web application. */
    public static final SessionsOf WEBAPP = new SessionsOf(By.WEBAPP, "");

    private static final String MARK = "of=";

    /** What tells whose a session is. */
    public enum By {
        /** Each context is a web application: its context path is one of the context's names. */
        WEBAPP,
        /** Each context has web applications of its own virtual host: that is one of the context's names. */
        HOST,
        /** An attribute of the session is the context's id or another of its names. */
        ATTRIBUTE,
        /** Nothing: tenants share web applications. */
        SHARED
    }

    /**
     * Understands {@code webapp}, {@code host}, {@code attribute:NAME} and {@code shared:/PATH,/PATH}.
     *
     * @throws OperatorException if it is something else
     */
    public static SessionsOf parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        Optional<By> by = Arrays.stream(By.values())
                .filter(one -> one.name().equalsIgnoreCase(kind))
                .findFirst();
        boolean whole = switch (by.orElse(By.WEBAPP)) {
            case WEBAPP, HOST -> colon < 0;
            case ATTRIBUTE -> !argument.isEmpty();
            case SHARED -> Arrays.stream(argument.split(",", -1)).allMatch(path -> path.startsWith("/"));
        };
        if (by.isEmpty() || !whole) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--sessions-of does not understand " + text,
                    "Say webapp, host, attribute:NAME or shared:/PATH, with commas between several paths. Nothing was changed.");
        }
        return new SessionsOf(by.get(), argument);
    }

    /** Returns what a run has written down; empty if it has written nothing. */
    public static Optional<SessionsOf> written(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> word.startsWith(MARK))
                .map(word -> parse(URLDecoder.decode(word.substring(MARK.length()), StandardCharsets.UTF_8)))
                .findFirst();
    }

    /** Returns the word that a run writes down. */
    public String word() {
        return MARK + URLEncoder.encode(toString(), StandardCharsets.UTF_8);
    }

    /** Returns the context paths that are shared. */
    List<String> paths() {
        return List.of(argument.split(",", -1));
    }

    /** Returns it as it is given. */
    @Override
    public String toString() {
        String name = by.name().toLowerCase(Locale.ROOT);
        return argument.isEmpty() ? name : name + ":" + argument;
    }
}
