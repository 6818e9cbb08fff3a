package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.JDBCSessionDataStore;
import org.eclipse.jetty.session.JDBCSessionDataStoreFactory;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.TableLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Checks the guard in a Jetty of this JVM, whose web applications can be restarted. */
class GuardInJettyIT {
    private static final long LONG = 6_000;
    private static final String TOKEN = "statusToken=0123456789abcdef";
    private static final String BEARER = "Bearer 0123456789abcdef";

    @TempDir
    Path folder;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection webapps = new ContextHandlerCollection();
    private final LogCapture ear = LogCapture.on("org.jettyferry.node");

    @BeforeEach
    void listen() {
        server.addConnector(connector);
        server.setHandler(webapps);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        ear.close();
        System.clearProperty("ferry.properties"); // the module leaves it behind
    }

    @ServerTest(POSTGRESQL)
    void aWebApplicationThatNamesTheFilterItselfIsKeptOffToo(TestDatabase database) throws Exception {
        storeSessionsIn(database, "JettySessions");
        generation1(database);
        Path settings = settings("server.properties", database);
        WebAppContext jar = webapp("/jar", settings, webXml("with-jar", true));
        server.start();
        assertThat(status("/jar")).isEqualTo(503);
        jar.stop();

        JettyModule.join(server, settings.toString());
        for (boolean withJar : new boolean[] {false, true}) {
            String path = withJar ? "/both" : "/module";
            WebAppContext webapp = webapp(path, settings, webXml("of" + path.substring(1), withJar));
            webapps.manage(webapp);
            webapp.start();
            assertThat(status(path)).isEqualTo(503);
        }
    }

    @ServerTest(POSTGRESQL)
    void aWebApplicationThatIsStartedAgainHasItsSessionsWhenTheTablesFit(TestDatabase database) throws Exception {
        storeSessionsIn(database, "JettySessions");
        generation1(database);
        Path settings = settings("server.properties", database);
        JettyModule.join(server, settings.toString());
        WebAppContext webapp = webapp("/shop", settings, Files.createDirectories(folder.resolve("shop")));
        webapp.addServlet(Visits.class, "/visit");
        server.start();
        assertThat(status("/shop")).isEqualTo(503);
        assertThat(get("/shop/ferry/ready", "").statusCode()).isEqualTo(503);
        assertThat(ear.sentences(Level.SEVERE)).isNotEmpty().allMatch("{0} {1}{2}"::equals); // the guard's own sentence
        ear.forget();

        database.execute("drop table JettySessions");
        restart(webapp, settings("second.properties", database));
        eventually("it serves", () -> status("/shop") == 200); // 503 until the registry was read for the first time
        assertThat(get("/shop/ferry/ready", "").statusCode()).isEqualTo(200);
        assertThat(SessionRows.of(database, "select contextPath from JettySessions"))
                .containsExactly("_shop");
        assertThat(ear.sentences(Level.SEVERE)).isEmpty();

        database.execute("drop table JettySessions");
        generation1(database);
        restart(webapp, settings("third.properties", database));
        assertThat(status("/shop")).isEqualTo(503);
        assertThat(SessionRows.of(database, "select * from JettySessions")).isEmpty();
    }

    @ServerTest(POSTGRESQL)
    void aNodeThatIsKeptOffIsSeenAndOpensWhenTheTablesFit(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        storeSessionsIn(database, "JettySessions");
        generation1(database);
        Path settings = settings("seen.properties", database, "guardInterval=200", "serverName=old", TOKEN);
        JettyModule.join(server, settings.toString());
        webapp("/shop", settings, Files.createDirectories(folder.resolve("shop")))
                .addServlet(Visits.class, "/visit");
        server.start();

        assertThat(get("/shop/visit", "").statusCode()).isEqualTo(503);
        assertThat(get("/shop/ferry/status", "").statusCode()).isEqualTo(401);
        assertThat(get("/shop/ferry/status?format=json", BEARER).body())
                .contains("\"guarded\":{\"/shop\":\"The session table JettySessions is of generation 1")
                .contains("ferry upgrade --to 12.1");
        assertThat(get("/shop/ferry/metrics", BEARER).body()).contains("\nferry_guarded_webapps 1\n");
        eventually(
                "the registry knows",
                () -> registry.rows("select guard from ferry_node_state").equals(List.of("kept off")));
        assertThat(FerryCommand.ferry("node", "list", "--json")
                        .on(database)
                        .runHere()
                        .text())
                .contains("kept off")
                .contains("is of generation 1");

        database.execute("drop table JettySessions");
        eventually("it is open", () -> get("/shop/visit", "").statusCode() == 200);
        assertThat(SessionRows.of(database, "select contextPath from JettySessions"))
                .isNotEmpty()
                .allMatch("_shop"::equals);
        assertThat(get("/shop/ferry/metrics", BEARER).body()).contains("\nferry_guarded_webapps 0\n");
        eventually(
                "the registry knows",
                () -> registry.rows("select guard from ferry_node_state").equals(List.of("")));
    }

    /** The node keeps one connection, and gives it back as it came. */
    @ServerTest(POSTGRESQL)
    void theRegistryIsReadThroughADataSource(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        BoundSource source = BoundSource.bind("jdbc/ferry", database);
        Path settings = Files.writeString(
                folder.resolve("source.properties"),
                "ferry.registry.datasource=jdbc/ferry\nserverName=old\n" + TOKEN + "\n");
        JettyModule.join(server, settings.toString());
        webapp("/shop", settings, Files.createDirectories(folder.resolve("shop")))
                .addServlet(Visits.class, "/visit");
        server.start();
        eventually(
                "it is listed",
                () -> registry.rows("select server_name from ferry_node").equals(List.of("old")));
        assertThat(get("/shop/ferry/status?format=json", BEARER).body()).contains("\"reachable\":true");
        assertThat(source.borrowed()).isEqualTo(1);

        server.stop();
        assertThat(source.borrowed()).isZero();
        assertThat(source.timeoutsGivenBack()).containsOnly(0);
    }

    /** Jetty itself would go on, and write what it holds over rows that are no longer its own. */
    @ServerTest(POSTGRESQL)
    void aNodeUnderWhichTheTablesChangeClosesAndStaysClosed(TestDatabase database) throws Exception {
        storeSessionsIn(database, "JettySessions");
        Path settings = settings("live.properties", database, "guardInterval=200", TOKEN);
        JettyModule.join(server, settings.toString());
        webapp("/shop", settings, Files.createDirectories(folder.resolve("shop")))
                .addServlet(Visits.class, "/visit");
        server.start();
        eventually("it serves", () -> status("/shop") == 200);

        database.execute("alter table JettySessions rename to Aside");
        generation1(database);
        eventually("it is closed", () -> status("/shop") == 503);
        assertThat(ear.sentences(Level.SEVERE)).anyMatch(sentence -> sentence.contains("From now on"));
        assertThat(get("/shop/ferry/metrics", BEARER).body()).contains("\nferry_guarded_webapps 1\n");

        database.execute("drop table JettySessions", "alter table Aside rename to JettySessions");
        Thread.sleep(1_000);
        assertThat(status("/shop")).isEqualTo(503);
    }

    @ServerTest(POSTGRESQL)
    void aNodeThatStartsInMidRunWaitsForItsEnd(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, 300);
        storeSessionsIn(database, "JettySessions");
        Path settings = settings("run.properties", database, "guardInterval=200", TOKEN);
        Path pause = Files.createFile(folder.resolve("pause"));
        JettyModule.join(server, settings.toString());
        webapp("/shop", settings, Files.createDirectories(folder.resolve("shop")))
                .addServlet(Visits.class, "/visit");
        try (FerryProcess run = FerryCommand.ferry("upgrade", "--to", "12.1", "--yes", "--pause-file", pause.toString())
                .on(database)
                .start()
                .awaitWords("Paused while")) {
            server.start();
            assertThat(status("/shop")).isEqualTo(503);
            assertThat(get("/shop/ferry/status?format=json", BEARER).body()).contains("ferry is at work");
            Files.delete(pause);
            run.outcome();
        }
        eventually("it is open", () -> status("/shop") == 200);
    }

    /**
     * The table has no key, so that it is asked itself; and a name of its own, as nobody has looked at it a moment
     * ago.
     */
    @ServerTest(POSTGRESQL)
    void aSlowStoreIsWaitedFor(TestDatabase database) throws Exception {
        storeSessionsIn(database, "Slow");
        database.execute("create table Slow (rowId varchar(60))");
        JettyModule.join(server, settings("server.properties", database).toString());
        webapp("/shop", null, Files.createDirectories(folder.resolve("shop")));
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (TableLock lock = TableLock.on(database, "Slow")) {
            new Thread(() -> {
                        try {
                            server.start();
                            started.complete(null);
                        } catch (Exception e) {
                            started.completeExceptionally(e);
                        }
                    })
                    .start();
            Thread.sleep(LONG);
            lock.release();
        }
        started.join();
        assertThat(status("/shop")).isEqualTo(503);
    }

    @ServerTest(POSTGRESQL)
    void aStoreBehindADataSourceIsGuarded(TestDatabase database) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        DatabaseAdaptor adaptor = new DatabaseAdaptor();
        adaptor.setDatasource(source);
        storeSessions(adaptor, "JettySessions");
        generation1(database);
        Path empty = Files.createFile(folder.resolve("empty.properties"));
        JettyModule.join(server, empty.toString());
        webapp("/shop", empty, Files.createDirectories(folder.resolve("shop"))).addServlet(Visits.class, "/visit");
        server.start();
        assertThat(status("/shop")).isEqualTo(503);
        assertThat(SessionRows.of(database, "select * from JettySessions")).isEmpty();
    }

    private void storeSessionsIn(TestDatabase database, String table) throws Exception {
        DatabaseAdaptor adaptor = new DatabaseAdaptor();
        adaptor.setDriverInfo(
                DriverManager.getDriver(database.url()).getClass().getName(),
                database.with("user=" + database.user() + "&password=" + database.password())
                        .url());
        storeSessions(adaptor, table);
    }

    private void storeSessions(DatabaseAdaptor adaptor, String table) {
        JDBCSessionDataStore.SessionTableSchema schema = new JDBCSessionDataStore.SessionTableSchema();
        schema.setTableName(table);
        JDBCSessionDataStoreFactory sessions = new JDBCSessionDataStoreFactory();
        sessions.setDatabaseAdaptor(adaptor);
        sessions.setSessionTableSchema(schema);
        server.addBean(sessions);
    }

    private static void generation1(TestDatabase database) throws Exception {
        database.execute("create table JettySessions (rowId varchar(60) primary key)");
    }

    /** A file of its own for each start: what was seen a moment ago holds for all that start with the same one. */
    private Path settings(String name, TestDatabase database, String... more) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "ferry.url=%s\nferry.user=%s\nferry.password=%s\n%s\n"
                        .formatted(database.url(), database.user(), database.password(), String.join("\n", more)));
    }

    /** Configures Jetty as docs/howto-node.md says. */
    private Path webXml(String name, boolean withJar) throws Exception {
        Path lib = Files.createDirectories(folder.resolve(name).resolve("WEB-INF/lib"));
        Files.writeString(lib.resolveSibling("web.xml"), """
                <web-app version="3.1">
                  <filter>
                    <filter-name>ferry</filter-name>
                    <filter-class>org.jettyferry.node.FerryFilter</filter-class>
                    <async-supported>true</async-supported>
                  </filter>
                  <filter-mapping><filter-name>ferry</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-app>
                """);
        if (withJar) {
            Files.copy(Scratch.buildDirectory().resolve("jetty-ferry-node.jar"), lib.resolve("jetty-ferry-node.jar"));
        }
        return folder.resolve(name);
    }

    private WebAppContext webapp(String path, @Nullable Path settings, Path root) {
        WebAppContext webapp = new WebAppContext();
        webapp.setContextPath(path);
        webapp.setWar(root.toString());
        webapp.setTempDirectory(folder.resolve("tmp" + path.substring(1)).toFile());
        if (settings != null) {
            webapp.setInitParameter("ferry.properties", settings.toString());
        }
        webapp.setThrowUnavailableOnStartupException(true);
        webapps.addHandler(webapp);
        return webapp;
    }

    private static void restart(WebAppContext webapp, Path settings) throws Exception {
        webapp.stop();
        webapp.setInitParameter("ferry.properties", settings.toString());
        webapp.start();
    }

    private int status(String webapp) throws Exception {
        return get(webapp + "/visit", "").statusCode();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Creates a session. */
    public static final class Visits extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.getSession().setAttribute("seen", true);
        }
    }
}
