package org.jettyferry.testkit.nodes;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;

/** The configuration of a node, as a builder; {@link #start} starts the node. Not thread-safe. */
public final class NodePlan {
    final JettyRelease release;
    final TestDatabase database;
    final Map<String, Path> webapps = new LinkedHashMap<>();
    final Map<String, String> schema = new LinkedHashMap<>();
    final Map<String, String> properties = new LinkedHashMap<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    final StringBuilder modules = new StringBuilder();
    final List<String> virtualHosts = new ArrayList<>();
    boolean ferryInLib;
    boolean ferryModule;
    boolean pooled;
    boolean guest;
    boolean savesAtOnce;
    String guestParameters = "";
    Optional<String> ee;
    String workerName = "node1";
    String blobType = "";

    NodePlan(JettyRelease release, TestDatabase database) {
        this.release = release;
        this.database = database;
        this.ee = release.environment();
        if ("mssql".equals(database.server().name())) {
            blobType = "varbinary(max)";
        }
    }

    /**
     * Deploys a web application.
     *
     * @param contextPath where, e.g. {@code /shop}, or {@code /} for the root
     * @param war an archive or a folder
     * @return this
     */
    public NodePlan webapp(String contextPath, Path war) {
        webapps.put(contextPath, war.toAbsolutePath());
        return this;
    }

    /**
     * Gives all web applications these virtual hosts.
     *
     * @param hosts names; the first stands in the rows
     * @return this
     */
    public NodePlan virtualHosts(String... hosts) {
        virtualHosts.addAll(List.of(hosts));
        return this;
    }

    /**
     * Names the node.
     *
     * @param name the worker name, the end of each cookie's value
     * @return this
     */
    public NodePlan workerName(String name) {
        workerName = name;
        return this;
    }

    /**
     * Changes a name in the session store.
     *
     * @param name as in {@code jetty.session.jdbc.schema.*}: {@code table}, {@code schemaName}, {@code mapColumn}, …; for
     *     9.3 also {@code idsTable}
     * @param value the name to use
     * @return this
     */
    public NodePlan schema(String name, String value) {
        schema.put(name, value);
        return this;
    }

    /**
     * Sets the column type of the blob, where Jetty's own choice is too small or wrong.
     *
     * @param type a type of the database
     * @return this
     */
    public NodePlan blobType(String type) {
        blobType = type;
        return this;
    }

    /**
     * Sets a property of Jetty's start.
     *
     * @param name e.g. {@code jetty.session.gracePeriod.seconds}
     * @param value its value
     * @return this
     */
    public NodePlan property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /**
     * Enables one more module.
     *
     * @param name a module of the release
     * @return this
     */
    public NodePlan module(String name) {
        modules.append(',').append(name);
        return this;
    }

    /**
     * Sets an environment variable of the process.
     *
     * @param name the variable, e.g. {@code SERVER_NAME}
     * @param value its value
     * @return this
     */
    public NodePlan environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Puts the node part into {@code WEB-INF/lib} of each web application.
     *
     * @return this
     */
    public NodePlan ferryInLib() {
        ferryInLib = true;
        return this;
    }

    /**
     * Gives the sessions a DataSource with a pool of HikariCP, as the sample's files for Jetty have it, in place of a URL.
     *
     * @return this
     */
    public NodePlan pooled() {
        pooled = true;
        return this;
    }

    /**
     * Unpacks the module {@code ferry} into the JETTY_BASE and enables it.
     *
     * @return this
     */
    public NodePlan ferryModule() {
        ferryModule = true;
        return this;
    }

    /**
     * Unpacks the module {@code ferry-guest} into the JETTY_BASE, enables it, and reaches the session store by its driver.
     *
     * @param parameters of the URL, e.g. {@code ferry.rows=9.4}
     * @return this
     */
    public NodePlan guest(String... parameters) {
        guest = true;
        guestParameters = String.join(" ", parameters);
        return this;
    }

    /**
     * Saves each change at once, and looks at each row anew: only 9.3 needs to be told.
     *
     * @return this
     */
    public NodePlan savesAtOnce() {
        savesAtOnce = true;
        return this;
    }

    /**
     * Runs the web applications in another environment of Jetty 12 than the usual one.
     *
     * @param name e.g. {@code ee8}
     * @return this
     */
    public NodePlan ee(String name) {
        ee = Optional.of(name);
        return this;
    }

    /**
     * Sets a property of {@code etc/server.properties}.
     *
     * @param name e.g. {@code guard}
     * @param value its value
     * @return this
     */
    public NodePlan setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Tells the node part where the session store is.
     *
     * @return this
     */
    public NodePlan guarded() {
        return setting("ferry.url", nodeUrl());
    }

    /**
     * Starts the node.
     *
     * @return the node, when it answers
     */
    public JettyNode start() {
        return JettyNode.start(this);
    }

    /**
     * The URL for a node: with the password, since Jetty has no place for it. Connector/J in place of MariaDB's driver, and
     * told to look at the connection's own database only: else a node takes the table of another database of the same
     * server for its own and makes none.
     */
    String nodeUrl() {
        String url = database.url().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
        String credentials = "user=" + database.user() + "%spassword=" + database.password();
        if (url.startsWith("jdbc:sqlserver:")) {
            return url + ";" + credentials.formatted(";");
        }
        String withCredentials = url + (url.contains("?") ? "&" : "?") + credentials.formatted("&");
        return url.startsWith("jdbc:mysql:") ? withCredentials + "&nullDatabaseMeansCurrent=true" : withCredentials;
    }

    /** The URL of the session store, by the guest's driver where the node is a guest. */
    String sessionUrl() {
        return asGuest(nodeUrl());
    }

    private String asGuest(String url) {
        if (!guest) {
            return url;
        }
        StringBuilder changed = new StringBuilder(url.replaceFirst("^jdbc:", "jdbc:ferry:"));
        for (String parameter : guestParameters.split(" ", -1)) {
            String mark = url.startsWith("jdbc:sqlserver:") ? ";" : changed.indexOf("?") < 0 ? "?" : "&";
            changed.append(parameter.isEmpty() ? "" : mark + parameter);
        }
        return changed.toString();
    }

    /** HikariCP for the Java that the release was made for, and what it needs beside. */
    Path poolJars() {
        boolean java8 = release.compareTo(JettyRelease.JETTY_10) < 0;
        return Scratch.buildDirectory().resolve("hikari").resolve(java8 ? "java8" : "java11");
    }

    /** The node part for the servlet API of the web applications. */
    Path ferryJar() {
        boolean javax =
                "javax".equals(release.servletApi()) || ee.filter("ee8"::equals).isPresent();
        return Scratch.buildDirectory().resolve("jetty-ferry-node" + (javax ? "-javax" : "") + ".jar");
    }

    /** The URL for a pool, which is given the login beside it. */
    String poolUrl() {
        String url = database.url().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
        return asGuest(
                url.startsWith("jdbc:mysql:")
                        ? url + (url.contains("?") ? "&" : "?") + "nullDatabaseMeansCurrent=true"
                        : url);
    }

    Class<?> driver() {
        try {
            return DriverManager.getDriver(nodeUrl()).getClass();
        } catch (SQLException e) {
            throw new IllegalStateException("no driver for " + database.url(), e);
        }
    }
}
