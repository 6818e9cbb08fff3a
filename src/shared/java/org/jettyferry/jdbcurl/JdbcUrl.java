package org.jettyferry.jdbcurl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL of PostgreSQL, MySQL, MariaDB or SQL Server, and what of it is secret. Immutable. {@link #toString()}
 * shows no secret.
 */
public final class JdbcUrl {
    /** Up to the last {@code @} that can be its end: one behind {@code ?name=} is of a value, behind a port too. */
    private static final String USER_INFO = "//(?:[^/?;,@:\\[]*:(?!\\d*(?:[/?;,]|$))ANY*|(?:(?![?;][\\w.]+=)ANY)*)@";

    private static final Pattern USER_INFO_OF_URL = Pattern.compile(USER_INFO.replace("ANY", "."));
    private static final Pattern USER_INFO_IN_TEXT = Pattern.compile(USER_INFO.replace("ANY", "\\S"));

    private final String url;

    /**
     * Makes one.
     *
     * @param url the URL as it is given to a driver
     */
    public JdbcUrl(String url) {
        this.url = url;
    }

    /** The URL as it may be shown to anybody: without user information and without the value of any secret. */
    public String masked() {
        return masked(USER_INFO_OF_URL, url);
    }

    /**
     * The parts of the URL that may be shown to nobody, whatever stands around them: user information, name and secret.
     */
    public List<String> secretParts() {
        List<String> parts = new ArrayList<>();
        Matcher login = USER_INFO_OF_URL.matcher(url);
        while (login.find()) {
            parts.add(url.substring(login.start() + 2, login.end() - 1));
        }
        for (Parameter secret : Parameter.secretsIn(url)) {
            parts.add(url.substring(secret.start() + 1, secret.end()));
        }
        parts.removeIf(part -> part.isEmpty() || part.endsWith("="));
        return Collections.unmodifiableList(parts);
    }

    /** Whether a password or another secret stands in the URL itself. */
    public boolean holdsSecret() {
        return secretParts().stream().anyMatch(part -> part.indexOf(':') >= 0 || part.indexOf('=') >= 0);
    }

    /**
     * Takes out of a text what it quotes of this URL: drivers like to do so. Only whole parts are masked: a masked
     * password that happens to be a common word would be guessed from the sentence around it.
     *
     * @param text for example the message of a driver
     * @return the text without the secrets of this URL
     */
    public String hiddenIn(String text) {
        String hidden = text.replace(url, masked());
        for (String part : secretParts()) {
            hidden = hidden.replace(part, "***");
        }
        return hidden;
    }

    /**
     * Masks whatever looks like a secret of a JDBC URL, where it is not known which URL a text quotes, or how.
     *
     * @param text any text
     * @return the text without user information and without the values of secrets
     */
    public static String maskedText(String text) {
        return masked(USER_INFO_IN_TEXT, text);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static String masked(Pattern userInfo, String text) {
        String anonymous = userInfo.matcher(text).replaceAll("//");
        StringBuilder masked = new StringBuilder(anonymous.length());
        int from = 0;
        for (Parameter secret : Parameter.secretsIn(anonymous)) {
            masked.append(anonymous, from, secret.valueStart()).append("***");
            from = secret.end();
        }
        return masked.append(anonymous, from, anonymous.length()).toString();
    }
}
