package org.jettyferry.rolling;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The natural order of names: by the text before a number at the end, then by the number: shop_2 before shop_10. */
final class SchemaOrder {
    static final Comparator<String> NATURAL = Comparator.comparing(SchemaOrder::prefix)
            .thenComparing(SchemaOrder::number)
            .thenComparing(Comparator.naturalOrder());

    private static final Pattern PARTS = Pattern.compile("(.*?)(\\d*)", Pattern.DOTALL);

    private SchemaOrder() {}

    private static String prefix(String name) {
        return part(name, 1);
    }

    private static BigInteger number(String name) {
        String digits = part(name, 2);
        return digits.isEmpty() ? BigInteger.ONE.negate() : new BigInteger(digits);
    }

    private static String part(String name, int group) {
        Matcher parts = PARTS.matcher(name);
        return parts.matches() ? parts.group(group) : name;
    }
}
