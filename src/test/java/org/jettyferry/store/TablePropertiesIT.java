package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** What belongs to a session table besides its rows is kept on the new one. */
class TablePropertiesIT {

    @ServerTest
    void allThatCanBeKeptIsThereAfterTheWayUpAndDownAndBack(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        database.execute(kept(database));
        List<String> before = TableCatalog.of(database);
        SessionStore store = StoreFixture.store(database);

        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        List<String> up = TableCatalog.of(database);
        MigrationRequest.downgrade("9.3").migrate(store);
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(before);
        MigrationRequest.upgrade("12").migrate(store);
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(up);
        store.restore(run, SwapControls.swap());
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(before);
        assertThat(up)
                .filteredOn(line -> line.toLowerCase(Locale.ROOT).contains("site"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    private static String[] kept(TestDatabase database) {
        return switch (database.server().name()) {
            case "postgresql" ->
                new String[] {
                    "alter table JettySessions set (fillfactor = 70, toast.autovacuum_enabled = false)",
                    "alter table JettySessions set unlogged",
                    "alter table JettySessions replica identity full",
                    "alter table JettySessions rename constraint jettysessions_pkey to site_key",
                    "alter table JettySessions add constraint site_check check (createTime > 0)",
                    "alter table JettySessions add constraint site_late check (expiryTime >= 0) not valid",
                    "alter table JettySessions add constraint site_unique unique (sessionId, contextPath, virtualHost, expiryTime)"
                            + " with (fillfactor = 80) deferrable",
                    "create unique index \"site \"\"index\"\" using\" on JettySessions"
                            + " (lower(sessionId) desc, contextPath, virtualHost, expiryTime) where expiryTime > 0",
                    "create index site_JettySessions_node on JettySessions using hash (lastNode)",
                    "alter table JettySessions cluster on site_unique",
                    "alter table JettySessions alter createTime set not null, alter lastNode set default 'it''s',"
                            + " alter map set storage external, alter lastNode set statistics 500",
                    "comment on table JettySessions is 'the site''s'",
                    "comment on column JettySessions.lastNode is 'a node of the site'",
                    "comment on index site_JettySessions_node is 'an index of the site'",
                    "comment on constraint site_check on JettySessions is 'a check of the site'",
                    "grant select (sessionId, lastNode) on JettySessions to pg_monitor with grant option",
                    "grant insert, delete on JettySessions to pg_monitor"
                };
            case "mssql" ->
                new String[] {
                    "create unique index site_index on JettySessions (sessionId desc, contextPath, virtualHost, expiryTime)"
                            + " include (lastNode) where (expiryTime > 0) with (fillfactor = 80)",
                    "alter table JettySessions alter column createTime bigint not null",
                    "alter table JettySessions add default 'site' for lastNode",
                    "exec sp_addextendedproperty 'MS_Description', 'the site''s', 'schema', 'dbo', 'table', 'JettySessions'",
                    "exec sp_addextendedproperty 'site', 'x', 'schema', 'dbo', 'table', 'JettySessions', 'column', 'lastNode'",
                    "create role site_role",
                    "deny select on JettySessions to site_role",
                    "grant select on JettySessions (sessionId) to site_role"
                };
            default ->
                new String[] {
                    "alter table JettySessions comment = 'site''s; ENGINE=x CHARSET=y', row_format = compressed,"
                            + " key_block_size = 8, add index site_node (lastNode(10), expiryTime),"
                            + " add unique key `site, (x)` (sessionId, contextPath, virtualHost, expiryTime) comment 'c',"
                            + " modify lastNode varchar(60) character set latin1 collate latin1_bin not null default 'si''te'"
                            + " comment 'NOT NULL, `site`', modify createTime bigint not null default 7"
                };
        };
    }
}
