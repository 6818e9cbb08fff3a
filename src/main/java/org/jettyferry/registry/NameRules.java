package org.jettyferry.registry;

import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Checks names and texts before the registry stores them. */
final class NameRules {
    static final int SERVER_LENGTH = 128;
    static final int SCHEMA_LENGTH = 128;
    static final int CONTEXT_LENGTH = 190;
    private static final int URL_LENGTH = 1000;
    private static final int REASON_LENGTH = 255;

    private NameRules() {}

    /** Refuses a name of digits only: commands also accept the number of a server in the place of its name. */
    static void checkServer(String name) {
        check("server", name, SERVER_LENGTH);
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the name of a server can't be a number: " + name,
                    "Put a letter into it. Nothing was changed.");
        }
    }

    static void checkSchema(String name) {
        check("schema", name, SCHEMA_LENGTH);
    }

    /**
     * Tells whether a name can exist. Databases ignore blanks at the end, so a lookup would find more than it should.
     */
    static boolean canBe(String name) {
        return name.strip().equals(name);
    }

    /** Refuses a URL with a secret: {@code ferry schema list} shows it to everybody. */
    static void checkUrl(String url) {
        ConnectionSettings settings = new ConnectionSettings(url, Optional.empty(), Optional.empty());
        if (!settings.displayUrl().equals(url)) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the URL holds a login or a secret, and the registry keeps none",
                    "Leave it out: the registry never connects to a schema. Nothing was changed.");
        }
        if (url.length() > URL_LENGTH) {
            throw tooLong("URL", URL_LENGTH);
        }
    }

    static void checkReason(String reason) {
        if (reason.length() > REASON_LENGTH) {
            throw tooLong("reason", REASON_LENGTH);
        }
    }

    private static void check(String what, String name, int length) {
        Optional<String> fault = fault(name, length);
        if (fault.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the name of a " + what + " " + fault.get(),
                    "Choose another one. Nothing was changed.");
        }
    }

    /** Returns why a name is invalid. Blanks at the ends are, because databases differ in how they compare them. */
    static Optional<String> fault(String name, int length) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.length() > length) {
            return Optional.of("has more than " + length + " characters");
        }
        if (!name.strip().equals(name)) {
            return Optional.of("begins or ends with a blank");
        }
        if (name.indexOf('\uFFFD') >= 0) {
            return Optional.of("has letters that were not read as they are meant: they must be in UTF-8");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("holds a control character")
                : Optional.empty();
    }

    private static OperatorException tooLong(String what, int length) {
        return new OperatorException(
                Kind.USAGE,
                "the " + what + " has more than " + length + " characters",
                "Shorten it. Nothing was changed.");
    }
}
