package org.jettyferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.junit.jupiter.api.Test;

/** The login of a server's session store: its own, or that of the registry. */
class StoreLoginTest {
    private static final ConnectionSettings REGISTRY =
            new ConnectionSettings("jdbc:postgresql://db/store", Optional.of("ferry"), Optional.of("of the registry"));

    @Test
    void withoutOneItIsThatOfTheRegistry() {
        StoreLogin login = login("blue", Map.of(), Map.of("ferry.store.green.user", "other"));

        assertThat(login.settings()).isEqualTo(REGISTRY);
        assertThat(login.origin()).isEqualTo("that of the registry");
    }

    @Test
    void aUserOfItsOwnNeverGetsTheRegistrysPassword() {
        StoreLogin login = login("blue", Map.of(), Map.of("ferry.store.blue.user", "web"));

        assertThat(login.settings().user()).contains("web");
        assertThat(login.settings().password()).isEmpty();
        assertThat(login.origin()).isEqualTo("that of ferry.store.blue.user");
    }

    @Test
    void aPasswordAloneIsThatOfTheRegistrysUser() {
        StoreLogin login = login("blue", Map.of(), Map.of("ferry.store.blue.passwordFile", "blue.secret"));

        assertThat(login.settings().user()).contains("ferry");
        assertThat(login.settings().password()).contains("first line of blue.secret");
    }

    @Test
    void theEnvironmentIsBeforeTheFileAndHasUnderscoresForOtherCharacters() {
        StoreLogin login = login(
                "shop-1.żółw",
                Map.of("FERRY_STORE_SHOP_1____W_USER", "env", "FERRY_STORE_SHOP_1____W_PASSWORD", "secret"),
                Map.of("ferry.store.shop-1.żółw.user", "file", "ferry.store.shop-1.żółw.password", "other"));

        assertThat(login.settings().user()).contains("env");
        assertThat(login.settings().password()).contains("secret");
    }

    @Test
    void itsUrlIsThatOfTheRegistryAlsoIfAFlagNamesAUser() {
        EffectiveSettings settings = new EffectiveSettings(
                Map.of("user", "flag", "password", "flag"),
                Map.of(),
                Map.of("ferry.store.blue.user", "web", "ferry.store.blue.password", "own"),
                file -> file);

        assertThat(settings.storeLogin("blue", REGISTRY).settings())
                .isEqualTo(new ConnectionSettings(REGISTRY.url(), Optional.of("web"), Optional.of("own")));
    }

    private static StoreLogin login(String server, Map<String, String> environment, Map<String, String> file) {
        return new EffectiveSettings(Map.of(), environment, file, name -> "first line of " + name)
                .storeLogin(server, REGISTRY);
    }
}
