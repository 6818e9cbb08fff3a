package org.jettyferry.database;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a database is and who asks. The password never appears in {@link #toString()}, nor does one that hides in the
 * URL.
 *
 * @param url a JDBC URL of PostgreSQL, MySQL, MariaDB or SQL Server
 * @param user the login, empty where the URL or the server needs none
 * @param password the secret that belongs to the login
 */
public record ConnectionSettings(String url, Optional<String> user, Optional<String> password) {
    /** Up to the last {@code @} that can be its end: one behind {@code ?name=} is of a value, behind a port too. */
    private static final Pattern USER_INFO =
            Pattern.compile("//(?:[^/?;,@:\\[]*:(?!\\d*(?:[/?;,]|$)).*|(?:(?![?;][\\w.]+=).)*)@");

    private static final String NAME = "\\s*[\\w.]*(?:password|passwd|pwd|passphrase|secret|token)\\d?\\s*=)";

    /** Which character ends a value depends on the one before its name: all others may be part of it. */
    private static final Pattern SECRET = Pattern.compile("(?i)([?&]" + NAME + "[^&]*"
            + "|(;" + NAME + "\\s*(?:\\{(?:[^}]|}})*+}?)?[^;]*"
            + "|(\\(" + NAME + "[^)]*"
            + "|(," + NAME + "[^,)]*");

    /** The URL as it may be shown to anybody: without user information and without the value of any secret. */
    public String displayUrl() {
        return SECRET.matcher(USER_INFO.matcher(url).replaceAll("//")).replaceAll("$1$2$3$4***");
    }

    /** The parts of the URL that may be shown to nobody, whatever stands around them: user information, name and secret. */
    public List<String> secretParts() {
        Stream<String> login =
                USER_INFO.matcher(url).results().map(found -> found.group().substring(2));
        Stream<String> others =
                SECRET.matcher(url).results().map(found -> found.group().substring(1));
        return Stream.concat(login.map(part -> part.substring(0, part.length() - 1)), others)
                .filter(part -> !part.isEmpty() && !part.endsWith("="))
                .toList();
    }

    /** Whether a password or another secret stands in the URL itself. */
    public boolean urlHoldsSecret() {
        return secretParts().stream().anyMatch(part -> part.indexOf(':') >= 0 || part.indexOf('=') >= 0);
    }

    @Override
    public String toString() {
        return "ConnectionSettings[url=" + displayUrl() + ", user=" + user.orElse("") + "]";
    }
}
