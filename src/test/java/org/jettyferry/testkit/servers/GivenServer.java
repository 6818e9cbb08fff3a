package org.jettyferry.testkit.servers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the variables that give a server. User and password may stand in the URL; they are taken out of it, because nodes
 * and the program get them separately.
 */
final class GivenServer {
    private GivenServer() {}

    static Running of(String url, Optional<String> user, Optional<String> password) {
        return new Running(
                without(url),
                user.or(() -> property(url, "user(?:Name)?")).orElse(""),
                password.or(() -> property(url, "password")).orElse(""),
                () -> {});
    }

    private static Optional<String> property(String url, String name) {
        Matcher matcher = Pattern.compile("(?i)[;?&]" + name + "=([^;&]*)").matcher(url);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String without(String url) {
        return url.replaceAll("(?i);(user(Name)?|password)=[^;]*", "")
                .replaceAll("(?i)(?<=[?&])(user|password)=[^&]*&?", "")
                .replaceFirst("[?&]$", "");
    }
}
