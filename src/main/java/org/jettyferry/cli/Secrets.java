package org.jettyferry.cli;

import java.util.Optional;
import org.jettyferry.database.ConnectionSettings;

/** Keeps secrets out of what others say. */
final class Secrets {
    /** Shorter ones would be found in the middle of ordinary words. */
    private static final int SHORTEST = 4;

    private Secrets() {}

    static String hidden(ConnectionSettings settings, String text) {
        String masked = text.replace(settings.url(), settings.displayUrl());
        Optional<String> password = settings.password();
        return password.isPresent() && password.get().length() >= SHORTEST
                ? masked.replace(password.get(), "***")
                : masked;
    }
}
