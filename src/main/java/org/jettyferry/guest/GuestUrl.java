package org.jettyferry.guest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL {@code jdbc:ferry:postgresql://...}, taken apart.
 *
 * @param url the URL for the vendor's driver, without the guest's parameters
 * @param parameters the guest's parameters, decoded
 */
record GuestUrl(String url, Map<String, String> parameters) {
    /** The beginning of the URLs of this driver. */
    static final String PREFIX = "jdbc:ferry:";

    /** A parameter with the mark before it: SQL Server uses a semicolon, all others {@code ?} and {@code &}. */
    private static final Pattern PARAMETER =
            Pattern.compile("([?&;])(" + Pattern.quote(GuestOptions.PREFIX) + "\\w+)=([^&;]*)");

    GuestUrl {
        parameters = Map.copyOf(parameters);
    }

    /** Takes a URL apart that begins with {@link #PREFIX}. */
    static GuestUrl parse(String given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        StringBuilder url = new StringBuilder("jdbc:");
        Matcher parameter = PARAMETER.matcher(given);
        int from = PREFIX.length();
        boolean question = false;
        while (parameter.find()) {
            url.append(given, from, parameter.start());
            from = parameter.end();
            question |= parameter.group(1).equals("?");
            parameters.put(
                    parameter.group(2),
                    parameter.group(1).equals(";")
                            ? parameter.group(3)
                            : URLDecoder.decode(parameter.group(3), StandardCharsets.UTF_8));
        }
        String rest = given.substring(from);
        // The first parameter was the guest's: the next one that stays becomes the first.
        return new GuestUrl(question ? url.append(rest).toString().replaceFirst("&", "?") : url + rest, parameters);
    }

    /** Takes the guest's parameters out of what a pool gives beside the URL, and returns them. */
    static Map<String, String> taken(Properties info) {
        Map<String, String> taken = new LinkedHashMap<>();
        for (String name : info.stringPropertyNames()) {
            if (name.startsWith(GuestOptions.PREFIX)) {
                taken.put(name, info.getProperty(name));
            }
        }
        taken.keySet().forEach(info::remove);
        return taken;
    }
}
