package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableName;

/** Finds what refers to a table, or makes it a table of another kind. Most of it also blocks the rename. */
final class SqlServerDependents {
    private static final List<String> QUESTIONS = List.of(
            "select concat('trigger ', name) from sys.triggers where parent_id = object_id(?)",
            "select concat('foreign key ', name) from sys.foreign_keys"
                    + " where object_id(?) in (referenced_object_id, parent_object_id)",
            """
            select concat('schema-bound ', lower(replace(o.type_desc, '_', ' ')), ' ', o.name)
              from sys.sql_expression_dependencies d join sys.objects o on o.object_id = d.referencing_id
             where d.referenced_id = object_id(?) and d.is_schema_bound_reference = 1 and d.referencing_id <> d.referenced_id
               and o.parent_object_id <> d.referenced_id
            """,
            """
            select concat('view ', o.name)
              from sys.sql_expression_dependencies d join sys.objects o on o.object_id = d.referencing_id
             where d.referenced_id = object_id(?) and d.is_schema_bound_reference = 0 and o.type = 'V'
            """,
            """
            select concat('security policy ', p.name)
              from sys.security_predicates d join sys.security_policies p on p.object_id = d.object_id
             where d.target_object_id = object_id(?)
            """,
            "select 'replication' from sys.tables where object_id = object_id(?) and is_replicated = 1",
            "select 'change data capture' from sys.tables where object_id = object_id(?) and is_tracked_by_cdc = 1",
            "select 'change tracking' from sys.change_tracking_tables where object_id = object_id(?)",
            "select 'system versioning' from sys.tables where object_id = object_id(?) and temporal_type <> 0",
            "select 'memory-optimized storage' from sys.tables where object_id = object_id(?) and is_memory_optimized = 1",
            "select 'a full-text index' from sys.fulltext_indexes where object_id = object_id(?)",
            "select concat('statistics ', name) from sys.stats where object_id = object_id(?) and user_created = 1",
            "select concat('data mask of column ', name) from sys.columns where object_id = object_id(?) and is_masked = 1",
            "select concat('encryption of column ', name) from sys.columns where object_id = object_id(?) and encryption_type is not null",
            """
            select concat('partition scheme ', s.name)
              from sys.indexes i join sys.partition_schemes s on s.data_space_id = i.data_space_id
             where i.object_id = object_id(?) and i.index_id in (0, 1)
            """,
            """
            select concat('filegroup ', f.name)
              from sys.indexes i join sys.filegroups f on f.data_space_id = i.data_space_id
             where i.object_id = object_id(?) and f.is_default = 0
            """);

    private final Connection connection;
    private final Dialect dialect;

    SqlServerDependents(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns the dependents, each as "kind name". */
    List<String> of(TableName table) throws SQLException {
        SqlServerTableViews catalog = new SqlServerTableViews(connection, dialect, table);
        List<String> found = new ArrayList<>();
        for (String question : QUESTIONS) {
            found.addAll(catalog.texts(question));
        }
        return found.stream().distinct().toList();
    }

    /**
     * Returns what hides rows or values. A filter applies to the owner too, a mask to all users without the right
     * UNMASK.
     */
    List<String> hiding(TableName table) throws SQLException {
        SqlServerTableViews catalog = new SqlServerTableViews(connection, dialect, table);
        List<String> hiding = new ArrayList<>(catalog.texts("""
                select concat('security policy ', p.name)
                  from sys.security_predicates d join sys.security_policies p on p.object_id = d.object_id
                 where d.target_object_id = object_id(?) and p.is_enabled = 1 and d.predicate_type = 0
                """));
        hiding.addAll(catalog.texts("""
                select concat('data mask of column ', name) from sys.columns
                 where object_id = object_id(?) and is_masked = 1
                   and coalesce(has_perms_by_name(db_name(), 'DATABASE', 'UNMASK'), 0) = 0
                """));
        return hiding;
    }
}
