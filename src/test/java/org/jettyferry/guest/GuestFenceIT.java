package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** What a live downgrade leaves on the new table against guests that slept through it, and how it goes. */
class GuestFenceIT {
    private static final Pattern DROP = Pattern.compile("alter table \\S+ drop constraint ferry_guest_\\d+");

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void itRefusesAttributesOfLaterReleasesUntilItIsDroppedAsTheRunSays(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 2, List.of(SampleSession.row(ReleaseFixture.JETTY_12)));

        FerryProcess.Outcome outcome = ferry(
                        "downgrade", "--to", "9.3", "--from", "12", "--live", "--yes", "--assume-stopped")
                .on(database)
                .runHere();

        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThatThrownBy(() -> insertAsOf12(database)).isInstanceOf(SQLException.class);
        Matcher drop = DROP.matcher(outcome.text().replaceAll("\\s+", " "));
        assertThat(drop.find()).as(outcome.text()).isTrue();
        database.execute(drop.group());
        insertAsOf12(database);
    }

    private static void insertAsOf12(TestDatabase database) throws Exception {
        byte[] blob = SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "bob"));
        StoredRow row = StoredRow.of("node1late", blob).withRowId();
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(row));
    }
}
