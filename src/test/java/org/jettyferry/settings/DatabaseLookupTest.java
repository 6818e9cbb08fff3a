package org.jettyferry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tool and the node use one order of names. */
class DatabaseLookupTest {
    @Test
    void theRegistrysNamesAreBeforeTheStoresAndTheEnvironmentBeforeTheFile() {
        Map<String, String> environment = Map.of("FERRY_URL", "env", "FERRY_REGISTRY_USER", "env", "USER", "shell");
        Map<String, String> file = Map.of("ferry.registry.url", "file", "ferry.url", "other", "user", "file");

        DatabaseLookup registry = DatabaseLookup.ofRegistry(environment, file);
        DatabaseLookup store = DatabaseLookup.ofStore(environment, file);
        assertThat(registry.url()).map(Setting::value).contains("file");
        assertThat(registry.user()).map(Setting::name).contains("FERRY_REGISTRY_USER");
        assertThat(store.url()).map(Setting::name).contains("FERRY_URL");
        assertThat(store.user()).map(Setting::value).contains("file");
        assertThat(DatabaseLookup.namesRegistry(environment, file)).isTrue();
        assertThat(DatabaseLookup.namesRegistry(environment, Map.of("ferry.url", "x")))
                .isFalse();
    }

    @Test
    void aPasswordIsNotLookedForBehindAFileThatHoldsOne() {
        DatabaseLookup registry = DatabaseLookup.ofRegistry(
                Map.of("FERRY_PASSWORD", "of the store"), Map.of("ferry.registry.passwordFile", "secret"));

        assertThat(registry.password()).isEmpty();
        assertThat(registry.passwordFile()).map(Setting::value).contains("secret");
    }

    @Test
    void aPasswordOfTheSamePrefixIsBeforeItsFile() {
        DatabaseLookup store =
                DatabaseLookup.ofStore(Map.of("FERRY_PASSWORD", "env"), Map.of("ferry.passwordFile", "secret"));

        assertThat(store.password()).map(Setting::value).contains("env");
        assertThat(store.passwordFile()).isEmpty();
    }

    @Test
    void aPasswordFileOfTheEnvironmentIsBeforeAPasswordInTheFile() {
        Map<String, String> file = Map.of("ferry.password", "file", "ferry.passwordFile", "other");
        DatabaseLookup store = DatabaseLookup.ofStore(Map.of("FERRY_PASSWORD_FILE", "secret"), file);

        assertThat(store.password()).isEmpty();
        assertThat(store.passwordFile()).map(Setting::name).contains("FERRY_PASSWORD_FILE");
        assertThat(DatabaseLookup.ofRegistry(Map.of("FERRY_REGISTRY_PASSWORD_FILE", "r"), file)
                        .passwordFile())
                .map(Setting::value)
                .contains("r");
        assertThat(DatabaseLookup.ofStore(Map.of("PASSWORD_FILE", "any"), file).password())
                .map(Setting::value)
                .contains("file");
    }

    @Test
    void jettysOwnUrlIsTheLast() {
        Map<String, String> jetty = Map.of(DatabaseLookup.JETTY_URL, "jetty");

        assertThat(DatabaseLookup.ofStore(Map.of(), jetty).url())
                .map(Setting::value)
                .contains("jetty");
        assertThat(DatabaseLookup.ofStore(Map.of("FERRY_URL", "env"), jetty).url())
                .map(Setting::value)
                .contains("env");
        assertThat(DatabaseLookup.ofStore(Map.of(), Map.of()).url()).isEmpty();
    }
}
