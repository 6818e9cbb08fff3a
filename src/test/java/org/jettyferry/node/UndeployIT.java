package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import javax.management.ObjectName;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.JDBCSessionDataStoreFactory;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web application that brings the node part and a driver in its own WEB-INF/lib is stopped, while Jetty and the
 * threads that have served it live on: nothing may keep its class loader.
 */
class UndeployIT {
    private static final int CONNECTIONS = 4;

    @TempDir
    Path folder;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection webapps = new ContextHandlerCollection();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(webapps);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nothingKeepsTheClassLoaderOfAWebApplicationThatAskedTheRegistry(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, "here");
        registry.contexts(2, "moved");
        WeakReference<ClassLoader> loader = deploy(
                database,
                "ferry",
                "serverName=old",
                "migrationRedirectURL=https://new.example.com",
                "contextResolver=path",
                "statusToken=" + EmbeddedNode.TOKEN,
                EmbeddedNode.registry(database));
        eventually("a redirect", () -> status("moved") == 302);
        assertThat(status("here")).isEqualTo(404);
        eventually("the page", () -> status("ferry/contexts/here") == 200);
        eventually(
                "the heartbeat",
                () -> registry.rows("select node_id from ferry_node").size() == 1);
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.jettyferry:*"), null))
                .hasSize(1);

        undeploy();
        assertThat(registry.rows("select node_id from ferry_node")).isEmpty();
        assertNothingKeeps(loader);
    }

    /** The guard has a driver of its own, and the filter that answers then knows nothing of the registry. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nothingKeepsTheClassLoaderOfAWebApplicationThatIsKeptOffItsSessions(TestDatabase database) throws Exception {
        database.execute("create table JettySessions (rowId varchar(60) primary key)");
        JDBCSessionDataStoreFactory sessions = new JDBCSessionDataStoreFactory();
        sessions.setDatabaseAdaptor(new DatabaseAdaptor());
        server.addBean(sessions);
        WeakReference<ClassLoader> loader = deploy(
                database,
                "ferry-guard",
                "ferry.url=" + database.url(),
                "ferry.user=" + database.user(),
                "ferry.password=" + database.password());
        assertThat(status("")).isEqualTo(503);

        undeploy();
        assertNothingKeeps(loader);
    }

    private void assertNothingKeeps(WeakReference<ClassLoader> loader) throws Exception {
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.jettyferry:*"), null))
                .isEmpty();
        // first, because this names the object that keeps it
        eventually(
                "the end of its threads",
                () -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> belongs(thread, loader)));
        eventually("the end of the class loader", () -> {
            System.gc();
            return loader.refersTo(null);
        });
        assertThat(server.getThreadPool().getThreads()).isPositive();
    }

    private static boolean belongs(Thread thread, WeakReference<ClassLoader> loader) {
        return loader.refersTo(thread.getContextClassLoader())
                || loader.refersTo(thread.getClass().getClassLoader());
    }

    private WeakReference<ClassLoader> deploy(TestDatabase database, String name, String... settings) throws Exception {
        Path root = folder.resolve("webapp");
        Path lib = Files.createDirectories(root.resolve("WEB-INF/lib"));
        Files.copy(Scratch.buildDirectory().resolve("jetty-ferry-node.jar"), lib.resolve("jetty-ferry-node.jar"));
        URI driver = DriverManager.getDriver(database.url())
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Files.copy(Path.of(driver), lib.resolve("driver.jar"));
        Path file = Files.writeString(folder.resolve("server.properties"), String.join("\n", settings) + "\n");

        WebAppContext webapp = new WebAppContext();
        webapp.setContextPath("/shop");
        webapp.setWar(root.toString());
        webapp.setTempDirectory(folder.resolve("tmp").toFile());
        webapp.setInitParameter("ferry.properties", file.toString());
        webapps.addHandler(webapp);
        webapps.manage(webapp); // Jetty runs already, and would not stop what was not there when it started
        webapp.start();
        assertThat(webapp.getClassLoader()).isNotSameAs(getClass().getClassLoader());
        Class<?> filter = webapp.getServletHandler().getFilter(name).getFilter().getClass();
        assertThat(filter.getClassLoader()).isSameAs(webapp.getClassLoader());
        return new WeakReference<>(webapp.getClassLoader());
    }

    private void undeploy() throws Exception {
        WebAppContext webapp = (WebAppContext) webapps.getHandlers().get(0);
        webapp.stop();
        webapps.removeHandler(webapp);
        webapp.destroy();
    }

    /** Uses several connections at once, so that several threads of the pool serve the web application. */
    private int status(String path) throws Exception {
        RawConnection[] clients = new RawConnection[CONNECTIONS];
        int status = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            clients[i] = new RawConnection(connector.getLocalPort());
            clients[i].send(
                    "GET /shop/" + path + " HTTP/1.1",
                    "Host: old",
                    "Authorization: Bearer " + EmbeddedNode.TOKEN,
                    "Connection: close",
                    "",
                    "");
        }
        for (RawConnection client : clients) {
            status = Integer.parseInt(client.head().split(" ")[1]);
            client.close();
        }
        return status;
    }
}
