package org.jettyferry.testkit.servers;

/** The database products that Jetty Ferry knows, each with the one server that the tests of this JVM share. */
public enum ServerKind {
    /** PostgreSQL. */
    POSTGRESQL(new PostgresServer()),
    /** MySQL. */
    MYSQL(new MySqlServer()),
    /** MariaDB. */
    MARIADB(new MariaDbServer()),
    /** Microsoft SQL Server. */
    MSSQL(new SqlServer());

    private final TestServer server;

    ServerKind(TestServer server) {
        this.server = server;
    }

    /**
     * Gives the shared server.
     *
     * @return the server, started at its first use
     */
    public TestServer server() {
        return server;
    }
}
