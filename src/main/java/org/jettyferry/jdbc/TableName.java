package org.jettyferry.jdbc;

/**
 * The name of a table as the database itself spells it, with the schema (on MySQL: the database) that it is in.
 *
 * @param schema as the metadata spell it
 * @param name as the metadata spell it
 */
public record TableName(String schema, String name) {

    /** Another table in the same schema. */
    public TableName sibling(String otherName) {
        return new TableName(schema, otherName);
    }

    /** Qualified and quoted for a statement. */
    public String sql(Dialect dialect) {
        return dialect.quote(schema) + "." + dialect.quote(name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
