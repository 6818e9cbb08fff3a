package org.jettyferry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "migrationRedirectUrl, migrationRedirectURL",
        "com.openexchange.server.migrationRedirectUrl, migrationRedirectURL",
        "migrationRedirecURL, migrationRedirectURL",
        "migrationRedirectUrl.blue.url, migrationRedirectURL.blue.url",
        "migrationRedirectURL.blue.green.hostregex, migrationRedirectURL.blue.green.hostRegex",
        "contextHosts.a.host, contextHost.a.host",
        "servername, serverName",
        "server.name, serverName",
        "server_name, SERVER_NAME",
        "unknownContxet, unknownContext",
        "pollIntervall, pollInterval",
        "ferry.register.url, ferry.registry.url",
        "ferry.registry.passwordfile, ferry.registry.passwordFile",
        "ferry.store.blue.pasword, ferry.store.blue.password",
        "ferry.store.blue.passwordfile, ferry.store.blue.passwordFile",
        "ferry.stores.shop.1.user, ferry.store.shop.1.user",
        "Guard, guard",
        "jetty.session.jdbc.driverURL, jetty.session.jdbc.driverUrl",
        "jetty.session.jdbc.schema.tabel, jetty.session.jdbc.schema.table",
        "jetty.session.jdbc.schema.idcolumn, jetty.session.jdbc.schema.idColumn"
    })
    void aNameThatIsNearlyASettingIsTold(String name, String meant) {
        assertThat(KnownSettings.misspelt(List.of(name, "serverName")))
                .containsExactly(name + " is not a setting and has no effect; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.openexchange.hazelcast.enabled",
                "com.openexchange.server.fullPrimaryKeySupport",
                "jetty.session.jdbc.driverClass",
                "jetty.session.jdbc.blobType",
                "jetty.http.port",
                "users",
                "host",
                "name"
            })
    void whatIsOfAnotherProgramIsLeftAlone(String name) {
        assertThat(KnownSettings.isKnown(name)).isFalse();
        assertThat(KnownSettings.misspelt(List.of(name))).isEmpty();
    }

    @Test
    void allNamesAreKnownWithAnyLabel() {
        for (String name : KnownSettings.names()) {
            assertThat(KnownSettings.isKnown(name.replace("*", "a.label")))
                    .as(name)
                    .isTrue();
        }
        assertThat(KnownSettings.isKnown("com.openexchange.server.migrationRedirectURL"))
                .isTrue();
        assertThat(KnownSettings.isKnown("migrationRedirectURL..url")).isFalse();
    }
}
