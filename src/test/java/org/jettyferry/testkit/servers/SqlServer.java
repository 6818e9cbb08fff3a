package org.jettyferry.testkit.servers;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;
import org.testcontainers.utility.DockerImageName;

/** Microsoft SQL Server. There is no Maven artifact of it, so it takes a Docker engine or a given URL. */
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

    /** SQL Server does not drop a database in use. Babelfish has no single-user mode, so its sessions are killed. */
    @Override
    String dropStatement(String database) {
        return """
                set nocount on;
                if serverproperty('babelfish') is null
                  exec('alter database %1$s set single_user with rollback immediate');
                else begin
                  declare @kills nvarchar(max) = '';
                  select @kills = @kills + 'kill ' + cast(spid as varchar(9)) + ';'
                    from sys.sysprocesses where dbid = db_id('%1$s') and spid <> @@spid;
                  exec(@kills);
                end;
                drop database %1$s
                """.formatted(database);
    }

    @Override
    String connectionsQuery(String database) {
        return "select cast(spid as varchar(9)) + ' ' + cmd from sys.sysprocesses" + " where dbid = db_id('" + database
                + "')";
    }

    @Override
    String urlOf(String serverUrl, String database) {
        return serverUrl.replaceAll("(?i);database(Name)?=[^;]*", "").replaceFirst(";$", "") + ";databaseName="
                + database;
    }
}
