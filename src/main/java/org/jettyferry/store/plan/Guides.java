package org.jettyferry.store.plan;

import java.util.List;
import java.util.Map;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.SqlScript;
import org.jettyferry.database.TableName;
import org.jettyferry.store.table.StoreNames;

/** Writes the vendors' manual procedure down for a database and its names. */
public final class Guides {
    private Guides() {}

    /**
     * The procedure.
     *
     * @param direction up or down
     * @param dialect of the server for which the statements are
     * @param names what the site's tables are called
     * @param schema in which they are
     */
    public static Guide of(CarryOptions.Direction direction, Dialect dialect, StoreNames names, String schema) {
        boolean up = direction == CarryOptions.Direction.UPGRADE;
        Map<String, String> tables = Map.of(
                "JettySessions",
                new TableName(schema, dialect.fold(names.table())).sql(dialect),
                "JettySessionIds",
                new TableName(schema, dialect.fold(names.idsTable())).sql(dialect));
        List<String> drops = SqlScript.load(dialect, "drop-generation-" + (up ? "1" : "2"), tables);
        return new Guide(
                up ? "From Jetty 9.3 or older to 9.4 or newer, by hand" : "From Jetty 9.4 or newer to 9.3, by hand",
                List.of(
                        new Guide.Step(
                                "Know the price: every user is logged out. `ferry " + direction.word()
                                        + "` does the same and keeps the sessions.",
                                List.of()),
                        new Guide.Step("Stop ALL nodes, and make sure that none is left.", List.of()),
                        new Guide.Step("Drop the session tables.", drops),
                        new Guide.Step(
                                "Start ONE node of the new release, and open a page of each web application: it makes its"
                                        + " own tables.",
                                List.of()),
                        new Guide.Step(
                                "Only then start the other nodes: two at once may both try to make the tables.",
                                List.of())));
    }
}
