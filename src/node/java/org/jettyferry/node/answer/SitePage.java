package org.jettyferry.node.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the site's own, with places for what differs from answer to answer. Immutable. */
final class SitePage {
    /**
     * What it may load: a style of its own and what this host serves, but no script. The page comes from the operator;
     * what is filled in does not.
     */
    static final String POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " font-src 'self' data:; base-uri 'none'; form-action 'none'";

    private static final Pattern PLACE = Pattern.compile("\\{(title|detail|code|link|retryAfter)\\}");

    /** Text and names of places by turns; the first and the last one are text. */
    private final List<String> parts = new ArrayList<>();

    SitePage(String html) {
        Matcher place = PLACE.matcher(html);
        int end = 0;
        while (place.find()) {
            parts.add(html.substring(end, place.start()));
            parts.add(place.group(1));
            end = place.end();
        }
        parts.add(html.substring(end));
    }

    /**
     * Fills the places.
     *
     * @param values plain text by the names of the places; it is escaped here
     */
    String filled(Map<String, String> values) {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            boolean isText = i % 2 == 0;
            page.append(isText ? parts.get(i) : Html.text(values.getOrDefault(parts.get(i), "")));
        }
        return page.toString();
    }
}
