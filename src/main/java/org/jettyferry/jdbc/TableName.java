package org.jettyferry.jdbc;

/**
 * A table's name and its schema (on MySQL: its database), spelled as in the metadata.
 *
 * @param schema as the metadata spell it
 * @param name as the metadata spell it
 */
public record TableName(String schema, String name) {

    /** Returns the name of another table in the same schema. */
    public TableName sibling(String otherName) {
        return new TableName(schema, otherName);
    }

    /** Returns the qualified, quoted name for a statement. */
    public String sql(Dialect dialect) {
        return dialect.quote(schema) + "." + dialect.quote(name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
