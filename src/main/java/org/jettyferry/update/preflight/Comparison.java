package org.jettyferry.update.preflight;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comparison with a number, such as {@code <= 10}.
 *
 * @param operator one of {@code = != < <= > >=}
 * @param number the right side
 */
record Comparison(String operator, BigDecimal number) {
    private static final Pattern FORM = Pattern.compile("(=|!=|<=|>=|<|>)?\\s*(-?\\d+(?:\\.\\d+)?)");

    private static final Map<String, IntPredicate> OPERATORS = Map.of(
            "=", order -> order == 0,
            "!=", order -> order != 0,
            "<", order -> order < 0,
            "<=", order -> order <= 0,
            ">", order -> order > 0,
            ">=", order -> order >= 0);

    /** Reads a comparison; a number alone means that it is equal. Empty if the text is not one. */
    static Optional<Comparison> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String operator = form.group(1) == null ? "=" : form.group(1);
        return Optional.of(new Comparison(operator, new BigDecimal(form.group(2))));
    }

    boolean holds(BigDecimal left) {
        return OPERATORS.getOrDefault(operator, order -> false).test(Integer.signum(left.compareTo(number)));
    }

    @Override
    public String toString() {
        return operator + " " + number.toPlainString();
    }
}
