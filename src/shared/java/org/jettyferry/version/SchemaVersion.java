package org.jettyferry.version;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of a schema: a whole number, or several with dots between them. Immutable. */
public final class SchemaVersion implements Comparable<SchemaVersion> {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,5}");

    private final String text;

    /** Without zeros at the end: 7 and 7.0 are the same version. */
    private final int[] numbers;

    private SchemaVersion(String text) {
        this.text = text;
        this.numbers = withoutZeros(
                Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray());
    }

    /**
     * Reads a version.
     *
     * @param text such as {@code 7} or {@code 7.2.1}, with at most six numbers of nine digits
     * @throws IllegalArgumentException if it is no version; the message says what one looks like
     */
    public static SchemaVersion parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no version; one is a whole number, or up to six with dots between them: 7, 7.2.1");
        }
        return new SchemaVersion(text);
    }

    /** Returns the version as a person or program wrote it. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public int compareTo(SchemaVersion other) {
        for (int i = 0; i < Math.max(numbers.length, other.numbers.length); i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaVersion && Arrays.equals(numbers, ((SchemaVersion) other).numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    private int number(int index) {
        return index < numbers.length ? numbers[index] : 0;
    }

    private static int[] withoutZeros(int[] numbers) {
        int length = numbers.length;
        while (length > 0 && numbers[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(numbers, length);
    }
}
