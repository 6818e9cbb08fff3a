package org.jettyferry.jdbc;

/**
 * One rename of a table.
 *
 * @param from a table that exists
 * @param to its new name, in the same schema
 */
public record Rename(TableName from, String to) {}
