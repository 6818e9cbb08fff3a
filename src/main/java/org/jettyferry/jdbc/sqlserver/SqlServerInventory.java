package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.GuestLock;

/**
 * Reads the parts of a table. Names of constraints are unique in a schema, and the old table keeps its own until it is
 * dropped. So a constraint that the site has named is refused, and one that the server has named is created again.
 */
final class SqlServerInventory {
    private final SqlServerTableViews catalog;
    private final Connection connection;
    private final Dialect dialect;
    private final TableReplacement swap;
    private final Map<String, String> types;
    private final String fresh;
    private final TableInventory.Builder inventory = new TableInventory.Builder();

    SqlServerInventory(Connection connection, Dialect dialect, TableReplacement swap, Map<String, String> types) {
        this.catalog = new SqlServerTableViews(connection, dialect, swap.old());
        this.connection = connection;
        this.dialect = dialect;
        this.swap = swap;
        this.types = types;
        this.fresh = swap.fresh().sql(dialect);
    }

    TableInventory read() throws SQLException {
        columns();
        constraints();
        compression();
        properties();
        inventory.before(new SqlServerRights(connection, dialect).ofColumns(swap));
        new SqlServerIndexes(catalog, dialect, swap, inventory).read();
        return inventory.build();
    }

    private void columns() throws SQLException {
        record Column(String name, boolean made, boolean notNull) {}
        for (Column column :
                catalog.rows(row -> new Column(row.getString(1), row.getInt(2) == 1, row.getInt(3) == 1), """
                select name, case when is_computed = 1 or is_identity = 1 or is_rowguidcol = 1 then 1 else 0 end,
                       case when is_nullable = 0 then 1 else 0 end
                  from sys.columns where object_id = object_id(?) order by column_id
                """)) {
            if (column.made()) {
                inventory.refuse("generated column " + column.name());
            } else if (column.notNull() && swap.has(column.name()) && !swap.isOfKey(column.name())) {
                inventory.before("alter table " + fresh + " alter column " + dialect.quote(column.name()) + " "
                        + types.getOrDefault(column.name(), "") + " not null");
            }
        }
    }

    private void constraints() throws SQLException {
        record Constraint(String kind, String name, boolean named, String definition, String column) {}
        List<Constraint> constraints = new ArrayList<>(catalog.rows(
                row -> new Constraint(
                        "default", row.getString(1), row.getInt(2) == 0, row.getString(3), row.getString(4)),
                """
                select d.name, d.is_system_named, d.definition, c.name
                  from sys.default_constraints d
                  join sys.columns c on c.object_id = d.parent_object_id and c.column_id = d.parent_column_id
                 where d.parent_object_id = object_id(?)
                """));
        constraints.addAll(catalog.rows(
                row -> new Constraint("check", row.getString(1), true, row.getString(2), ""),
                "select name, definition from sys.check_constraints where parent_object_id = object_id(?)"
                        + " and name not like '" + GuestLock.FENCE + "%'"));
        for (Constraint constraint : constraints) {
            if (constraint.named()) {
                inventory.refuse(constraint.kind() + " constraint " + constraint.name());
            } else if (swap.has(constraint.column())) {
                inventory.before("alter table " + fresh + " add default " + constraint.definition() + " for "
                        + dialect.quote(constraint.column()));
            }
        }
    }

    private void compression() throws SQLException {
        for (String kind : catalog.texts("""
                select min(data_compression_desc) from sys.partitions
                 where object_id = object_id(?) and index_id in (0, 1) having min(data_compression_desc) <> 'NONE'
                """)) {
            inventory.before("alter table " + fresh + " rebuild with (data_compression = " + kind + ")");
        }
    }

    /** Keeps extended properties, mostly descriptions: the comments of other databases. */
    private void properties() throws SQLException {
        record Property(String name, String value, String column) {}
        for (Property property :
                catalog.rows(row -> new Property(row.getString(1), row.getString(2), row.getString(3)), """
                select p.name, coalesce(cast(p.value as nvarchar(4000)), ''), coalesce(c.name, '')
                  from sys.extended_properties p
                  left join sys.columns c on c.object_id = p.major_id and c.column_id = p.minor_id and p.minor_id > 0
                 where p.class = 1 and p.major_id = object_id(?) order by p.minor_id, p.name
                """)) {
            boolean ofTable = property.column().isEmpty();
            if (ofTable || swap.has(property.column())) {
                inventory.before("exec sp_addextendedproperty " + dialect.text(property.name()) + ", "
                        + dialect.text(property.value()) + ", 'schema', "
                        + dialect.text(swap.fresh().schema()) + ", 'table', "
                        + dialect.text(swap.fresh().name())
                        + (ofTable ? "" : ", 'column', " + dialect.text(property.column())));
            }
        }
    }
}
