package org.jettyferry.cli.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jettyferry.database.ConnectionSettings;

/** Keeps secrets out of what drivers say: they like to quote the URL, or a part of it. */
final class Secrets {
    private static final List<String> SECRET_NAMES = List.of("password", "pwd", "secret", "token");

    private Secrets() {}

    /**
     * Only whole parts of the URL are masked: a masked password that happens to be a common word would be guessed from
     * the sentence around it.
     */
    static String hidden(ConnectionSettings settings, String text) {
        String masked = text.replace(settings.url(), settings.displayUrl());
        for (String part : secretParts(settings.url())) {
            masked = masked.replace(part, "***");
        }
        return masked;
    }

    private static List<String> secretParts(String url) {
        List<String> parts = new ArrayList<>();
        int host = url.indexOf("//") + 2;
        int at = url.indexOf('@');
        if (host >= 2 && at > host) {
            parts.add(url.substring(host, at));
        }
        StringBuilder part = new StringBuilder();
        for (char character : (url + "&").toCharArray()) {
            if ("?&;".indexOf(character) < 0) {
                part.append(character);
            } else {
                if (isSecret(part.toString())) {
                    parts.add(part.toString());
                }
                part.setLength(0);
            }
        }
        return parts;
    }

    private static boolean isSecret(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? "" : part.substring(0, equals).toLowerCase(Locale.ROOT);
        return equals < part.length() - 1 && SECRET_NAMES.stream().anyMatch(name::endsWith);
    }
}
