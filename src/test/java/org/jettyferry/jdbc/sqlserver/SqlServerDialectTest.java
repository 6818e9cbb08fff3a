package org.jettyferry.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.postgresql.PostgreSql;
import org.junit.jupiter.api.Test;

/** SQL for rare types, collations and names, without a server. */
class SqlServerDialectTest {
    private final SqlServerDialect dialect = new SqlServerDialect();

    @Test
    void namesOnlyACollationThatIsNotTheDefault() {
        assertThat(dialect.comparable("q.rowId", "varchar(120)")).isEqualTo("q.rowId");
        assertThat(dialect.comparable("q.rowId", "")).isEqualTo("q.rowId");
        assertThat(dialect.comparable("q.rowId", "nvarchar(120) collate Polish_CS_AS"))
                .isEqualTo("(q.rowId) collate Polish_CS_AS");
        assertThat(new PostgreSql().dialect().comparable("q.rowId", "character varying(120) collate \"C\""))
                .isEqualTo("q.rowId");
    }

    @Test
    void castsImagesForTheChecksum() {
        assertThat(dialect.blobCheck().sql("s.[map]")).contains("hashbytes('MD5', cast(s.[map] as varbinary(max)))");
    }

    @Test
    void castsImagesInExpressions() {
        assertThat(dialect.blob("s.[map]", "image")).isEqualTo("cast(s.[map] as varbinary(max))");
        assertThat(dialect.blob("s.[map]", "varbinary(max)")).isEqualTo("s.[map]");
    }

    /** The server would compare Unicode by other rules than it orders the column by. */
    @Test
    void writesATextInTheColumnsOwnType() {
        assertThat(dialect.text("_shop", "varchar(60)")).isEqualTo("'_shop'");
        assertThat(dialect.text("_über", "nvarchar(60)")).isEqualTo("N'_über'");
        assertThat(dialect.text("_über", "")).isEqualTo("N'_über'");
        assertThat(dialect.text("_über", "varchar(60)")).isEqualTo("cast(N'_über' as varchar(60))");
        assertThat(dialect.text("_żółw", "varchar(60) collate Polish_CI_AS"))
                .isEqualTo("cast((N'_żółw') collate Polish_CI_AS as varchar(60))");
    }

    @Test
    void classifiesErrorsByNumber() {
        assertThat(Map.of(
                        18470, ErrorKind.LOGIN_REFUSED, // disabled
                        18486, ErrorKind.LOGIN_REFUSED, // locked out
                        916, ErrorKind.NO_RIGHTS, // a login that may not use the database
                        300, ErrorKind.NO_RIGHTS, // VIEW SERVER STATE
                        15248, ErrorKind.NO_RIGHTS, // sp_rename: no such thing, or not for this user
                        4815, ErrorKind.TOO_LONG, // bulk copy
                        596, ErrorKind.CONNECTION_LOST, // the session is in the kill state
                        1222, ErrorKind.LOCKED))
                .allSatisfy((number, problem) -> assertThat(dialect.classify(new SQLException("", "S0001", number)))
                        .isEqualTo(problem));
    }

    /** A reconnect would lose the lock unnoticed, and a code page would turn text into question marks. */
    @Test
    void setsThePropertiesThatProtectLocksAndText() {
        assertThat(new SqlServer().connectionProperties())
                .containsEntry("connectRetryCount", "0")
                .containsEntry("sendStringParametersAsUnicode", "true");
    }

    @Test
    void quotesANameWithDots() throws SQLException {
        assertThat(rename("dbo", "JettySessions")).isEqualTo("exec sp_rename 'dbo.JettySessions', 'new.[x]', 'OBJECT'");
        assertThat(rename("my.shop", "Jetty Sessions"))
                .isEqualTo("exec sp_rename '[my.shop].[Jetty Sessions]', 'new.[x]', 'OBJECT'");
        assertThat(rename("dbo", "Jetty]żółw'"))
                .isEqualTo("exec sp_rename N'dbo.[Jetty]]żółw'']', 'new.[x]', 'OBJECT'");
    }

    private String rename(String schema, String table) throws SQLException {
        Connection unasked = (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> {
                    throw new IllegalStateException("this test must not ask the server");
                });
        return dialect.server(unasked)
                .renames(List.of(new Rename(new TableName(schema, table), "new.[x]")))
                .get(0);
    }
}
