package org.jettyferry.servers;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;
import org.testcontainers.utility.DockerImageName;

/** Microsoft SQL Server: nobody publishes it as a Maven artifact, so it takes a Docker engine or a given URL. */
final class SqlServer extends TestServer {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("mcr.microsoft.com/mssql/server:2022-CU14-ubuntu-22.04");

    SqlServer() {
        super("mssql");
    }

    @Override
    Optional<String> missing() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("SQL Server takes a Docker engine, and there is none");
    }

    @Override
    Running start() {
        MSSQLServerContainer container = new MSSQLServerContainer(IMAGE).acceptLicense();
        container.start();
        return new Running(container.getJdbcUrl(), container.getUsername(), container.getPassword(), container::stop);
    }

    @Override
    String urlOf(String serverUrl, String database) {
        return serverUrl.replaceAll("(?i);database(Name)?=[^;]*", "").replaceFirst(";$", "") + ";databaseName="
                + database;
    }
}
