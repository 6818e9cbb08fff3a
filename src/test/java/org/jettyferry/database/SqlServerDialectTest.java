package org.jettyferry.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words for what few sites have, and hardly a server that is at hand for tests. */
class SqlServerDialectTest {
    private final SqlServerDialect dialect = new SqlServerDialect();

    @Test
    void onlyAColumnWithACollationOfItsOwnNamesIt() {
        assertThat(dialect.comparable("q.rowId", "varchar(120)")).isEqualTo("q.rowId");
        assertThat(dialect.comparable("q.rowId", "")).isEqualTo("q.rowId");
        assertThat(dialect.comparable("q.rowId", "nvarchar(120) collate Polish_CS_AS"))
                .isEqualTo("(q.rowId) collate Polish_CS_AS");
        assertThat(new PostgreSqlDialect().comparable("q.rowId", "character varying(120) collate \"C\""))
                .isEqualTo("q.rowId");
    }

    @Test
    void aBlobOfTypeImageCanBeChecked() {
        assertThat(dialect.blobCheck().sql("s.[map]")).contains("hashbytes('MD5', cast(s.[map] as varbinary(max)))");
    }

    @Test
    void aNameThatWouldBeReadAsSeveralIsQuoted() throws SQLException {
        assertThat(rename("dbo", "JettySessions")).isEqualTo("exec sp_rename 'dbo.JettySessions', 'new.[x]', 'OBJECT'");
        assertThat(rename("my.shop", "Jetty Sessions"))
                .isEqualTo("exec sp_rename '[my.shop].[Jetty Sessions]', 'new.[x]', 'OBJECT'");
        assertThat(rename("dbo", "Jetty]żółw'"))
                .isEqualTo("exec sp_rename N'dbo.[Jetty]]żółw'']', 'new.[x]', 'OBJECT'");
    }

    private String rename(String schema, String table) throws SQLException {
        Connection unasked = (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> {
                    throw new IllegalStateException("nothing is to be asked");
                });
        return dialect.server(unasked)
                .renames(List.of(new Rename(new TableName(schema, table), "new.[x]")))
                .get(0);
    }
}
