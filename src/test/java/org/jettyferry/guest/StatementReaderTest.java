package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.JDBCSessionDataStore;
import org.eclipse.jetty.session.SessionContext;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.junit.jupiter.api.Test;

class StatementReaderTest {
    private static final StatementReader READER = new StatementReader(TableNames.from(Map.of()));

    /** Jetty's own code makes the statements, and nobody else. */
    @Test
    void everyStatementOfJettyIsRecognised() throws Exception {
        List<String> texts = textsOfJetty(new Schema());

        Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
        for (String text : texts) {
            kinds.add(READER.read(text).orElseThrow().kind());
        }
        assertThat(texts).hasSizeGreaterThan(7);
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(StatementKind.EXPIRED_ANYWHERE)));
    }

    @Test
    void namesOfTheSiteAreRecognised() throws Exception {
        Schema schema = new Schema();
        schema.setTableName("web_sessions");
        schema.setSchemaName("web");
        schema.setIdColumn("id");
        schema.setMapColumn("attributes");
        StatementReader reader = new StatementReader(TableNames.from(Map.of(
                TableNames.TABLE,
                "web_sessions",
                SessionColumn.SESSION_ID.property(),
                "id",
                SessionColumn.MAP.property(),
                "attributes")));

        for (String text : textsOfJetty(schema)) {
            assertThat(reader.read(text).orElseThrow().table()).isEqualTo("web.web_sessions");
        }
    }

    /** 9.4 has one more statement, and other blanks ({@code SessionTableSchema} of 9.4.8). */
    @Test
    void blanksDoNotMatter() throws SQLException {
        String insert = "insert into JettySessions (sessionId, contextPath, virtualHost, lastNode, accessTime,"
                + " lastAccessTime, createTime, cookieTime, lastSavedTime, expiryTime, maxInterval, map) "
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        assertThat(kind(insert)).isEqualTo(StatementKind.INSERT);
        assertThat(kind("select sessionId, contextPath, virtualHost from JettySessions where expiryTime >0 and"
                        + " expiryTime <= ?"))
                .isEqualTo(StatementKind.EXPIRED_ANYWHERE);
    }

    @Test
    void otherTablesAreNoConcernOfTheGuest() throws SQLException {
        assertThat(READER.read("select * from orders where id = ?")).isEmpty();
        assertThatCode(() -> READER.requireHarmless("drop table orders")).doesNotThrowAnyException();
    }

    @Test
    void whatIsUnknownOnTheSessionTableIsRefused() {
        for (String text : List.of(
                "select * from JettySessions",
                "update JettySessions set map = ? where sessionId = ?",
                "delete from JettySessions",
                "select * from JettySessions where sessionId = ? and contextPath = ? or virtualHost = ?")) {
            assertThatThrownBy(() -> READER.read(text))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("none of those of Jetty 9.4 to 12.1")
                    .hasMessageContaining(text);
        }
    }

    /** 9.4 to 12.0 create an index that no table lacks for long; a table or a column would be of the wrong generation. */
    @Test
    void jettyMayCreateItsIndexAndNothingElse() {
        assertThatCode(() -> READER.requireHarmless(
                        "create index idx_JettySessions_session on JettySessions (sessionId, contextPath)"))
                .doesNotThrowAnyException();
        for (String text : List.of("create table JettySessions (id int)", "alter table JettySessions add x bigint")) {
            assertThatThrownBy(() -> READER.requireHarmless(text)).hasMessageContaining("must not");
        }
    }

    /** On a table of generation 2 there is no rowId, so each of them fails there as a whole. */
    @Test
    void eachStatementForGenerationOneNamesTheRowId() throws Exception {
        for (String text : textsOfJetty(new Schema())) {
            assertThat(READER.read(text).orElseThrow().one().whole()).contains("rowId");
        }
        assertThat(READER.read(
                                "select * from JettySessions where sessionId = ? and contextPath = ? and virtualHost = ?")
                        .orElseThrow()
                        .one()
                        .whole())
                .isEqualTo("select sessionId, contextPath, virtualHost, lastNode, accessTime, lastAccessTime,"
                        + " createTime, cookieTime, lastSavedTime, expiryTime, maxInterval, map, rowId from"
                        + " JettySessions where sessionId = ? and contextPath = ? and virtualHost = ?");
    }

    /** The setter is protected, and Jetty calls it when its store starts. */
    private static final class Schema extends JDBCSessionDataStore.SessionTableSchema {
        Schema() throws SQLException {
            DatabaseAdaptor adaptor = new DatabaseAdaptor();
            adaptor.adaptTo(recorder(new ArrayList<>()).getMetaData());
            setDatabaseAdaptor(adaptor);
        }
    }

    private static StatementKind kind(String text) throws SQLException {
        return READER.read(text).orElseThrow().kind();
    }

    private static List<String> textsOfJetty(Schema schema) throws Exception {
        List<String> texts = new ArrayList<>();
        Connection recorder = recorder(texts);
        SessionHandler handler = new SessionHandler();
        handler.setSessionIdManager(new DefaultSessionIdManager(new Server()));
        SessionContext context = new SessionContext(handler);
        texts.add(schema.getInsertSessionStatementAsString());
        schema.getUpdateSessionStatement(recorder, "id", context);
        schema.getUpdateStatement(recorder, "id", context);
        schema.getLoadStatement(recorder, "id", context);
        schema.getDeleteStatement(recorder, "id", context);
        schema.getCheckSessionExistsStatement(recorder, context);
        schema.getExpiredSessionsStatement(recorder, "", "0.0.0.0", 1);
        schema.getMyExpiredSessionsStatement(recorder, context, 1);
        schema.getCleanOrphansStatement(recorder, 1);
        return texts;
    }

    private static Connection recorder(List<String> texts) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.equals("prepareStatement")) {
                texts.add((String) arguments[0]);
                return proxy(PreparedStatement.class, (name, values) -> null);
            }
            return proxy(java.sql.DatabaseMetaData.class, (name, values) -> name.startsWith("stores") ? false : "x");
        });
    }

    private interface Answer {
        Object of(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? StatementReaderTest.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.of(method.getName(), arguments)));
    }
}
