package org.jettyferry.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jettyferry.cli.CommandLineHarness;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.StoreNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The names of tables and columns from flags and from Jetty's own files. */
class DatabaseFlagsTest {
    @TempDir
    Path directory;

    @Test
    void jettysOwnIniCanBeGivenAsItIs() throws IOException {
        Files.writeString(directory.resolve("session-store-jdbc.ini"), """
                # ---------------------------------------
                # Module: session-store-jdbc
                --module=session-store-jdbc
                ## jetty.session.jdbc.schema.table=Commented
                jetty.session.jdbc.driverUrl?=jdbc:sqlserver://db\\jetty;databaseName=site;password=hidden-7
                jetty.session.jdbc.schema.idColumn=SID
                jetty.session.jdbc.schema.schemaName=INFERRED
                """);
        Invocation invocation = new CommandLineHarness(directory).invocation();
        DatabaseFlags flags = flags("--properties", "session-store-jdbc.ini", "--table", "Sessions");

        assertThat(flags.connection(invocation).url())
                .isEqualTo("jdbc:sqlserver://db\\jetty;databaseName=site;password=hidden-7");
        StoreNames names = flags.names(invocation);
        assertThat(names.column(SessionColumn.SESSION_ID)).isEqualTo("SID");
        assertThat(names.table()).isEqualTo("Sessions");
        assertThat(names.schema()).isEqualTo(Optional.empty());
    }

    @Test
    void namesInQuotesAreNotFolded() throws IOException {
        Files.writeString(
                directory.resolve("store.ini"),
                "jetty.session.jdbc.schema.table=\"Web Sess\"\"ions\"\njetty.session.jdbc.schema.idColumn=`SID`\n");
        StoreNames names = flags("--properties", "store.ini", "--ids-table", "[Web]]Ids]", "--schema", "\"")
                .names(new CommandLineHarness(directory).invocation());

        assertThat(names.table()).isEqualTo("Web Sess\"ions");
        assertThat(names.idsTable()).isEqualTo("Web]Ids");
        assertThat(names.schema()).contains("\"");
        assertThat(names.quoted()).containsExactlyInAnyOrder("Web Sess\"ions", "SID", "Web]Ids");
    }

    @Test
    void storeFlagsAreQuotedForAShell() {
        DatabaseFlags flags =
                flags("--table", "It's", "--schema", "My Schema", "-P", "a.b=SID", "--ids-table", "Web-Ids");

        assertThat(flags.storeFlags())
                .isEqualTo(" --schema 'My Schema' --table 'It'\\''s' --ids-table Web-Ids -P a.b=SID");
        assertThat(flags().storeFlags()).isEmpty();
    }

    private static DatabaseFlags flags(String... args) {
        DatabaseFlags flags = new DatabaseFlags();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("database", CommandLine.Model.CommandSpec.forAnnotatedObject(flags)))
                .parseArgs(args);
        return flags;
    }
}
