package org.jettyferry.jdbcurl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL of PostgreSQL, MySQL, MariaDB or SQL Server, and its secret parts. Immutable. {@link #toString()} shows no
 * secret.
 */
public final class JdbcUrl {
    /**
     * User information: from {@code //} up to the last {@code @} that can end it. An {@code @} behind {@code ?name=}
     * belongs to a value, and so does one behind a port. ANY stands for a character.
     */
    private static final String USER_INFO = "//(?:[^/?;,@:\\[]*:(?!\\d*(?:[/?;,]|$))ANY*|(?:(?![?;][\\w.]+=)ANY)*)@";

    /** For a whole URL, which may hold spaces. */
    private static final Pattern USER_INFO_OF_URL = Pattern.compile(USER_INFO.replace("ANY", "."));
    /** For a text with a URL in it, which ends at a space. */
    private static final Pattern USER_INFO_IN_TEXT = Pattern.compile(USER_INFO.replace("ANY", "\\S"));

    private final String url;

    /**
     * Creates one.
     *
     * @param url the URL as it is given to a driver
     */
    public JdbcUrl(String url) {
        this.url = url;
    }

    /** Returns the URL without user information and without the value of any secret, fit for logs. */
    public String masked() {
        return masked(USER_INFO_OF_URL, url);
    }

    /** Returns the secret parts of the URL: user information, and each secret parameter with its name. */
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

    /** Returns whether a password or another secret is in the URL itself. */
    public boolean holdsSecret() {
        return secretParts().stream().anyMatch(part -> part.indexOf(':') >= 0 || part.indexOf('=') >= 0);
    }

    /**
     * Masks what a text quotes of this URL, as drivers' messages do. Only whole parts are masked: if the password is a
     * common word, masking each occurrence of that word would show which one it is.
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
     * Masks everything that looks like a secret of a JDBC URL, for texts that may quote any URL in any form.
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
