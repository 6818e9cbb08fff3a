package org.jettyferry.store.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextPathsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "9.3,    12,     '',        _,            true",
                "9.3,    12,     NULL,      _,            true",
                "9.4,    12,     /,         _,            true",
                "12,     9.3,    _,         '',           true",
                "12,     11,     _,         '',           true",
                "12,     12.0,   _,         _,            true",
                "9.4,    12,     _,         _,            false",
                "9.3,    9.4,    '',        '',           true",
                "9.3,    12,     _app,      _app,         true",
                "9.3,    12,     _x_y,      _x_y,         true",
                "9.3,    9.4.8,  _w!e=i|r,  _w!e=i|r,     true",
                "9.3,    9.4.20, _w!e=i|r,  _w_e_i_r,     true",
                "9.3,    9.4,    _my shop,  _my%20shop,   true",
                "9.3,    9.4.25, _my shop,  _my_shop,     true",
                "9.3,    12,     _my shop,  _my%20shop,   true",
                "9.3,    9.4,    _o'neil,   _o%27neil,    true",
                "9.4,    12,     _o%27neil, _o'neil,      true",
                "9.4,    12,     _caf%C3%A9,_caf_,        true",
                "9.4,    9.3,    _my%20shop,_my shop,     true",
                "12,     9.3,    _my%20shop,_my shop,     false",
                "12,     9.3,    _app,      _app,         true",
                "12,     9.3,    _w_e_i_r,  _w_e_i_r,     false",
                "9.4,    12,     _w_e_i_r,  _w_e_i_r,     true",
                "9.4.25, 9.3,    _app,      _app,         true",
                "9.4.25, 9.4,    _my_shop,  _my_shop,     false",
                "10,     11,     _a%25b,    _a%25b,       true"
            })
    void areMigrated(String from, String to, String stored, String migrated, boolean certain) {
        ContextPaths paths = paths(from, to);
        assertThat(paths.migrate(stored)).isEqualTo(migrated);
        assertThat(paths.isCertain(stored)).isEqualTo(certain);
    }

    @Test
    void aRealPathOfNoSessionIsTold() {
        ContextPaths up = paths("9.3", "12", "/w!e=i,r", "/shop/*", "/", "/typo");
        assertThat(up.unstored(List.of("_w!e=i,r", "_shop", ""))).containsExactly("/typo");
        assertThat(up.unstored(List.of("_w_e_i_r", "_other"))).containsExactly("/shop", "/", "/typo");
    }

    @Test
    void aRealPathWinsOverAGuessInEitherDirection() {
        ContextPaths up = paths("9.3", "12", "/w!e=i,r", "/");
        assertThat(up.migrate("_w!e=i,r")).isEqualTo("_w_e_i_r");
        ContextPaths down = paths("12", "9.3", "/w!e=i,r", "/");
        assertThat(down.migrate("_w_e_i_r")).isEqualTo("_w!e=i,r");
        assertThat(down.isCertain("_w_e_i_r")).isTrue();
        assertThat(down.migrate("_")).isEmpty();
        assertThat(down.conflicts()).isEmpty();
    }

    @Test
    void pathsThatBecomeOneAreReported() {
        ContextPaths up = paths("9.3", "12", "/a!b", "/a=b", "/c");
        assertThat(up.conflicts()).containsExactly(new Conflict(Conflict.Kind.MERGED, "_a_b", List.of("/a!b", "/a=b")));
        assertThat(up.conflictsAmong(List.of("_a!b", "_a_b", "_c")))
                .containsExactly(new Conflict(Conflict.Kind.MERGED, "_a_b", List.of("_a!b", "_a_b")));
    }

    /** Covers a table that nodes of both releases have used: only the operator knows that it is one web application. */
    @Test
    void bothFormsOfARealPathAreOne() {
        List<String> stored = List.of("_caf%C3%A9", "_caf_", "_c");
        Conflict guess = new Conflict(Conflict.Kind.MERGED, "_caf_", List.of("_caf%C3%A9", "_caf_"));
        assertThat(paths("9.4", "12").conflictsAmong(stored)).containsExactly(guess);
        assertThat(paths("9.4", "12", "/c").conflictsAmong(stored)).containsExactly(guess);
        assertThat(paths("9.4", "12", "/café").conflictsAmong(stored)).isEmpty();
        assertThat(paths("9.4", "12", "/café", "/caf_").conflicts()).hasSize(1);

        ContextPaths down = paths("12", "9.4", "/café");
        assertThat(down.migrate("_caf_")).isEqualTo(down.migrate("_caf%C3%A9")).isEqualTo("_caf%C3%A9");
        assertThat(down.conflictsAmong(stored)).isEmpty();
    }

    @Test
    void pathsThatAreOneAlreadyButDifferLaterCannotBeDecided() {
        ContextPaths down = paths("12", "9.3", "/a!b", "/a=b");
        assertThat(down.conflicts())
                .containsExactly(new Conflict(Conflict.Kind.UNDECIDABLE, "_a_b", List.of("/a!b", "/a=b")));
        assertThat(down.isCertain("_a_b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "/a/../b", "/./a"})
    void whatCannotBeAContextPathIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> paths("9.3", "12", path));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "9.3, 12,  NULL,             0.0.0.0,          true",
                "9.3, 12,  *.example.org,    .example.org,     true",
                "9.3, 12,  www.Example.com,  www.Example.com,  true",
                "9.4, 12,  host@connector,   @connector,       true",
                "9.3, 9.4, *.example.org,    *.example.org,    true",
                "12,  9.3, .example.org,     *.example.org,    true",
                "12,  9.4, 0.0.0.0,          0.0.0.0,          true",
                "12,  9.4, @connector,       @connector,       false",
                "12,  12,  @connector,       @connector,       true"
            })
    void virtualHostsAreMigrated(String from, String to, String stored, String migrated, boolean certain) {
        VirtualHosts hosts = new VirtualHosts(conventions(from), conventions(to), List.of());
        assertThat(hosts.migrate(stored)).isEqualTo(migrated);
        assertThat(hosts.isCertain(stored)).isEqualTo(certain);
    }

    @Test
    void aRealVirtualHostSettlesItsConnector() {
        VirtualHosts down = new VirtualHosts(conventions("12"), conventions("9.4"), List.of("shop.example.org@admin"));
        assertThat(down.migrate("@admin")).isEqualTo("shop.example.org@admin");
        assertThat(down.isCertain("@admin")).isTrue();
    }

    private static ContextPaths paths(String from, String to, String... realPaths) {
        return new ContextPaths(conventions(from), conventions(to), List.of(realPaths));
    }

    private static RowConventions conventions(String release) {
        return RowConventions.of(JettyRelease.parse(release));
    }
}
