package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks where a redirect leads, for hostile requests and odd settings. */
class RedirectTargetTest {
    private static final String ORIGIN = "https://new.example.com";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "/ | null | /",
                "/shop/a%2Fb;v=1/ | a=b&c=%2F&&=+ | /shop/a%2Fb;v=1/?a=b&c=%2F&&=+",
                "/shop;jsessionid=node0x1 | null | /shop;jsessionid=node0x1",
                "//evil.example/x | null | //evil.example/x",
                "///evil.example | null | ///evil.example",
                "/\\evil.example | null | /\\evil.example",
                "\\evil.example | null | /",
                "@evil.example/ | null | /",
                ".evil.example/ | null | /",
                ":8080/ | null | /",
                "* | null | /",
                "http://evil.example/shop | x=1 | /shop?x=1",
                "http://user@evil.example | null | /",
                "/%5cevil.example/%2e%2e/ | null | /%5cevil.example/%2e%2e/",
                "/shop/..;/admin | null | /shop/..;/admin",
                "/%0d%0aSet-Cookie:%20a=b | null | /%0d%0aSet-Cookie:%20a=b",
                "/ | u=https://evil.example/?q=1 | /?u=https://evil.example/?q=1",
                "/ | '' | /",
            })
    void pathAndQueryAreKeptAndTheOriginIsTheConfiguredOne(String uri, String query, String expected) {
        assertThat(target(ORIGIN).location(uri, query)).isEqualTo(ORIGIN + expected);
    }

    @Test
    void whatMustNotStandInAHeaderIsEncoded() {
        assertThat(target(ORIGIN).location("/a\r\nSet-Cookie: x\u0000", "b=\n\u00e9\ud83d\ude00\u2028"))
                .isEqualTo(ORIGIN + "/a%0D%0ASet-Cookie:%20x%00?b=%0A%C3%A9%F0%9F%98%80%E2%80%A8");
    }

    @Property
    void nothingThatAClientSendsChangesTheOrigin(@ForAll String uri, @ForAll String query) {
        String location = target(ORIGIN + "/v2/").location(uri, query);

        assertThat(location).startsWith(ORIGIN + "/v2/").matches("[!-~]*");
    }

    @Property
    void whatAClientMaySendIsKeptByteForByte(@ForAll("visible") String path, @ForAll("visible") String query) {
        assertThat(target(ORIGIN).location("/" + path, query))
                .isEqualTo(ORIGIN + "/" + path + (query.isEmpty() ? "" : "?" + query));
    }

    @Provide
    Arbitrary<String> visible() {
        return Arbitraries.strings().withCharRange('!', '~');
    }

    @ParameterizedTest
    @CsvSource({
        "https://new.example.com, https://new.example.com/x",
        "https://new.example.com/, https://new.example.com/x",
        "HTTPS://NEW.example.com:8443//, https://new.example.com:8443/x",
        "http://10.0.0.1:8080/v2, http://10.0.0.1:8080/v2/x",
        "http://[2001:db8::1]/v2/, http://[2001:db8::1]/v2/x",
        "https://{server}.example.com, https://blue.example.com/x",
        "https://example.com/{server}/{context}, https://example.com/blue/a%2F..%20b/x",
    })
    void aConfiguredAddressGoesBeforeThePath(String url, String expected) {
        assertThat(Objects.requireNonNull(RedirectUrl.parse(url).expand("a/.. b", "blue"))
                        .location("/x", null))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new.example.com",
                "//new.example.com",
                "ftp://new.example.com",
                "javascript:alert(1)",
                "https://",
                "https:///x",
                "https://user:secret@new.example.com",
                "https://new.example.com/?a=b",
                "https://new.example.com/#a",
                "https://new.example.com:0",
                "https://new.example.com:99999",
                "https://new.example.com:x",
                "https://new example.com",
                "https://new.example.com/a b",
                "https://new.example.com\\x",
                "https://new.example.com/../x",
                "https://new.example.com/%2E%2e/x",
                "https://new.example.com//x",
                "https://{host}.example.com",
                "https://new.example.com/{path}",
                "https://-.example.com",
                "https://[::1",
                "https://new.example.com/%zz",
            })
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> RedirectUrl.parse(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/", "a b", "a@b", "", "-a", "a:80", "..", "\u00e9"})
    void aNameThatIsNoLabelDoesNotBecomeAHost(String context) {
        assertThat(RedirectUrl.parse("https://{context}.example.com").expand(context, "new"))
                .isNull();
    }

    @Test
    void aNameCannotClimbOutOfThePath() {
        assertThat(RedirectUrl.parse("https://example.com/t/{context}").expand("..", "new"))
                .isNull();
    }

    @Test
    void theHostChoosesAmongTheAddressesAndIsNeverPartOfOne() {
        Site site = new Site(
                "migrationRedirectURL", "https://global.example",
                "migrationRedirectURL.a.hostRegex", "shop[0-9]\\.example",
                "migrationRedirectURL.a.url", "https://regex.example",
                "migrationRedirectURL.b.host", "shop1.example",
                "migrationRedirectURL.b.url", "https://exact.example");
        site.context("/shop", 2);

        assertThat(redirected(site, "SHOP1.example.:8080")).startsWith("https://exact.example/");
        assertThat(redirected(site, "shop2.example")).startsWith("https://regex.example/");
        assertThat(redirected(site, "evil.example")).startsWith("https://global.example/");
        assertThat(redirected(site, "a@b:c/d")).startsWith("https://global.example/");
        site.set("migrationRedirectURL.c.host", "all").set("migrationRedirectURL.c.url", "https://all.example");
        assertThat(redirected(site, "evil.example")).startsWith("https://all.example/");
        assertThat(redirected(site, "shop2.example")).startsWith("https://regex.example/");
    }

    @Test
    void theBalancersWordForTheHostCountsOnlyWhereItIsTrusted() {
        Site site = new Site(
                "migrationRedirectURL", "https://global.example",
                "migrationRedirectURL.b.host", "shop1.example",
                "migrationRedirectURL.b.url", "https://exact.example");
        site.context("/shop", 2);
        PlainRequest request =
                PlainRequest.get("/shop/").host("inner:8080").header("X-Forwarded-Host", "shop1.example, x");

        assertThat(site.send(request).location()).startsWith("https://global.example/");
        site.set("trustForwarded", "on");
        assertThat(site.send(request).location()).startsWith("https://exact.example/");
    }

    @Test
    void theLongNameIsUnderstoodAndANewValueHoldsAtOnce() {
        Site site = new Site("com.openexchange.server.migrationRedirectURL", "https://one.example");
        site.context("/shop", 2);

        assertThat(redirected(site, "x")).startsWith("https://one.example/");
        site.set("com.openexchange.server.migrationRedirectURL", "https://two.example");
        assertThat(redirected(site, "x")).startsWith("https://two.example/");
        site.set("com.openexchange.server.migrationRedirectURL", "https://user:secret@three.example");
        assertThat(redirected(site, "x")).startsWith("https://two.example/");
        assertThat(site.problems()).hasSize(1).allMatch(problem -> !problem.contains("secret"));
        site.set("com.openexchange.server.migrationRedirectURL", null);
        assertThat(site.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/a/b/, /a/b/",
        "/, /",
        "//a///b//, /a/b/",
        "/a%2fb%2F, /a/b/",
        "/./a/%2e/b, /a/b",
        "/a/../b, /b",
        "/../../a, /a",
        "/a/..;x=1/b, /b",
        "/a/%2E%2e/b, /b",
        "/;/a/;v=1/b, /a/b",
        "/a;jsessionid=1/b;v=2, /a;jsessionid=1/b;v=2",
        "/a%5cb%25, /a%5cb%25",
        "%2f%2fevil.example, /evil.example",
        "/a/.., /",
    })
    void aPathIsFoldedAsJetty9HasUnderstoodIt(String path, String folded) {
        assertThat(PathFold.folded(path)).isEqualTo(folded);
    }

    @Test
    void pathsAreFoldedIfThatIsAskedFor() {
        Site site = new Site("migrationRedirectURL", ORIGIN + "/v2").context("/shop", 2);
        PlainRequest request = PlainRequest.get("//shop%2Fx/../../../y;v=1?q=//");

        assertThat(site.send(request).location()).startsWith(ORIGIN + "/v2//shop%2Fx/../../../y;v=1?q=//&");
        site.set("foldPath", "on");
        assertThat(site.send(request).location()).startsWith(ORIGIN + "/v2/y;v=1?q=//&");
    }

    /** The client would send the same Destination to the new server, where it names another host. */
    @ParameterizedTest
    @CsvSource({
        "https://old.example.com/shop/b, 421",
        "https://new.example.com.evil.example/b, 421",
        "https://NEW.example.com/shop/b, 307",
        "/shop/b, 307"
    })
    void aMoveIsNotRedirectedWhereItsDestinationStays(String destination, int status) {
        Site site = new Site("migrationRedirectURL", ORIGIN).context("/shop", 2);

        PlainResponse response = site.send(new PlainRequest("MOVE", "/shop/a?x=1").header("Destination", destination));

        assertThat(response.getStatus()).isEqualTo(status);
        if (status == 421) {
            assertThat(response.body()).contains("Destination", "\"location\":\"" + ORIGIN + "/shop/a?x=1\"");
        }
    }

    @Test
    void aMisdirectedUserGetsALinkIfTheOperatorWantsIt() {
        Site site = new Site().context("/shop", 2);
        PlainRequest request = PlainRequest.get("/shop/a?x=1").header("Accept", "text/html");

        assertThat(site.send(request).body()).doesNotContain("<a ");
        site.set("misdirectedLink", "https://{server}.example.com");
        assertThat(site.send(request).body()).contains("<a href=\"https://new.example.com/shop/a?x=1\">");
        site.set("misdirectedLink", "http://old.example.com"); // this very address
        assertThat(site.send(request).body()).doesNotContain("<a ");
    }

    private static String redirected(Site site, String host) {
        return Objects.requireNonNull(
                site.send(PlainRequest.get("/shop/").host(host)).location());
    }

    private static RedirectTarget target(String url) {
        return Objects.requireNonNull(RedirectUrl.parse(url).expand("c", "s"));
    }
}
