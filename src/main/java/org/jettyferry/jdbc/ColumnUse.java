package org.jettyferry.jdbc;

/**
 * Something in the database that uses a column, and would go or break with it.
 *
 * @param kind what it is, such as {@code index}
 * @param name its name
 * @param bars whether it also keeps triggers from changing the column, or changes the column past them
 */
public record ColumnUse(String kind, String name, boolean bars) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
