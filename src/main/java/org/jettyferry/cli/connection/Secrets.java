package org.jettyferry.cli.connection;

import org.jettyferry.database.ConnectionSettings;

/** Keeps secrets out of what drivers say: they like to quote the URL, or a part of it. */
final class Secrets {
    private Secrets() {}

    /**
     * Only whole parts of the URL are masked: a masked password that happens to be a common word would be guessed from
     * the sentence around it.
     */
    static String hidden(ConnectionSettings settings, String text) {
        String masked = text.replace(settings.url(), settings.displayUrl());
        for (String part : settings.secretParts()) {
            masked = masked.replace(part, "***");
        }
        return masked;
    }
}
