package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The way back to a tag, and what has none. */
class RollbackIT {
    @TempDir
    Path directory;

    private final UpdateControl control = Runs.control();

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatRanAfterTheTagIsTakenBack(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        SchemaUpdate update = update(database);
        run(update, site);
        update.tag("one", site.read(), control, UpdateListener.SILENT);
        site.changeSet("2", "create table b (x int)", "--rollback drop table b")
                .changeSet("3", "create table c (x int)", "--rollback drop table c");
        assertThat(update.status(site.read()).notRevertible()).isEmpty();
        run(update, site);
        assertThat(update.behind("one")).containsExactly("changes.sql::3::ann", "changes.sql::2::ann");

        assertThat(update.rollBackTo("one", site.read(), control, UpdateListener.SILENT))
                .isEqualTo(2);

        assertThat(tables(database)).contains("a").doesNotContain("b", "c");
        assertThat(update.status(site.read()).pending()).hasSize(2);
        assertThat(update.history())
                .singleElement()
                .satisfies(ran -> assertThat(ran.tag()).isEqualTo("one"));
        run(update, site);
        assertThat(tables(database)).contains("b", "c");
    }

    @ServerTest(POSTGRESQL)
    void nothingIsTakenBackIfOneCannotBe(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        SchemaUpdate update = update(database);
        run(update, site);
        update.tag("one", site.read(), control, UpdateListener.SILENT);
        site.changeSet("2", "create table b (x int)")
                .changeSet("3", "create table c (x int)", "--rollback drop table c");
        run(update, site);

        assertThatThrownBy(() -> update.rollBackTo("one", site.read(), control, UpdateListener.SILENT))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.remedy()).contains("are as they were"));

        assertThat(tables(database)).contains("b", "c");
        assertThat(update.status(site.read()).isUpToDate()).isTrue();
    }

    @ServerTest(POSTGRESQL)
    void aTagThatIsNotThereIsRefused(TestDatabase database) {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        SchemaUpdate update = update(database);
        assertThatThrownBy(() -> update.tag("one", site.read(), control, UpdateListener.SILENT))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        run(update, site);

        assertThatThrownBy(() -> update.rollBackTo("none", site.read(), control, UpdateListener.SILENT))
                .isInstanceOfSatisfying(OperatorException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e).hasMessageContaining("there is no tag none");
                });
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void aFolderMayRefuseWhatCannotBeTakenBack(TestDatabase database) throws Exception {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        Files.writeString(
                directory.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\nnotRevertible: refuse\n");
        SchemaUpdate update = update(database);

        assertThatThrownBy(() -> run(update, site)).isInstanceOfSatisfying(OperatorException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e).hasMessageContaining("changes.sql::1::ann");
            assertThat(e.remedy()).contains("--accept-not-revertible");
        });
        assertThat(tables(database)).doesNotContain("a");

        UpdateControl accepting = new UpdateControl(control.patience(), control.doubt(), true, control.heartbeats());
        assertThat(Runs.run(update, site.read(), accepting, UpdateListener.SILENT))
                .isEqualTo(1);
    }

    private void run(SchemaUpdate update, UpdateSite site) {
        Runs.run(update, site.read(), control, UpdateListener.SILENT);
    }

    private static SchemaUpdate update(TestDatabase database) {
        return new SchemaUpdate(Database.connect(new ConnectionSettings(
                database.url(), Optional.of(database.user()), Optional.of(database.password()))));
    }

    private static List<String> tables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select lower(table_name) from information_schema.tables");
        }
    }
}
