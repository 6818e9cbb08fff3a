package org.jettyferry.update.preflight;

import java.math.BigDecimal;
import java.util.Optional;

/** What the answer to a query must be. Its text form is what a message says behind "expected". */
public sealed interface Expectation {
    /** Returns what is different, as the beginning of a sentence such as "2 rows"; empty if nothing is. */
    Optional<String> deviation(FoundRows rows);

    /** There are no rows: each row is a fault. */
    record NoRows() implements Expectation {
        @Override
        public Optional<String> deviation(FoundRows rows) {
            return rows.count() == 0 ? Optional.empty() : Optional.of(count(rows));
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** The number of rows compares so. */
    record RowCount(Comparison comparison) implements Expectation {
        @Override
        public Optional<String> deviation(FoundRows rows) {
            return comparison.holds(BigDecimal.valueOf(rows.count())) ? Optional.empty() : Optional.of(count(rows));
        }

        @Override
        public String toString() {
            return comparison.toString();
        }
    }

    /** There is one row, and the number in its first column compares so. */
    record NumberIs(Comparison comparison) implements Expectation {
        @Override
        public Optional<String> deviation(FoundRows rows) {
            if (rows.count() != 1) {
                return Optional.of(count(rows));
            }
            Optional<String> value = rows.first().get(0).get(0);
            return value.flatMap(NumberIs::number).filter(comparison::holds).isPresent()
                    ? Optional.empty()
                    : Optional.of(value.orElse("NULL"));
        }

        private static Optional<BigDecimal> number(String text) {
            try {
                return Optional.of(new BigDecimal(text.strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "one row with a number " + comparison;
        }
    }

    /** There is one row, and its first column is exactly this text. */
    record ValueIs(String text) implements Expectation {
        @Override
        public Optional<String> deviation(FoundRows rows) {
            if (rows.count() != 1) {
                return Optional.of(count(rows));
            }
            Optional<String> value = rows.first().get(0).get(0);
            return value.equals(Optional.of(text)) ? Optional.empty() : Optional.of(value.orElse("NULL"));
        }

        @Override
        public String toString() {
            return "one row with the value " + text;
        }
    }

    private static String count(FoundRows rows) {
        return rows.count() + (rows.count() == 1 ? " row" : " rows");
    }
}
