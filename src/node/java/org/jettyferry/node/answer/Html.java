package org.jettyferry.node.answer;

/** Escapes text for HTML, between tags or in a quoted attribute. */
public final class Html {
    private Html() {}

    /** Returns the text without any character that has a meaning in HTML. */
    public static String text(String plain) {
        StringBuilder text = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            if (character < ' ' || "<>&\"'".indexOf(character) >= 0) {
                text.append("&#").append((int) character).append(';');
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }
}
