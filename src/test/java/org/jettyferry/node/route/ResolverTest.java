package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.resolve.Resolvers;
import org.jettyferry.testkit.web.PlainRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which context a request is for, by the name that the node then looks up. */
class ResolverTest {
    private static final String NONE = "-";

    @ParameterizedTest
    @CsvSource({
        "path, /acme/cart, acme",
        "path, /acme, acme",
        "path, /, -",
        "path, '', -",
        "path, //acme/x, acme",
        "path, ///acme, acme",
        "path, //, -",
        "path, acme, -",
        "path:2, /t/acme/cart, acme",
        "path:2, /t/acme, acme",
        "path:2, /t/, -",
        "path:2, /t, -",
        "path:2, /t//acme, acme",
        "path:2, //t//acme//x, acme",
        "path:2, //acme, -",
        "path:2, //acme//, -",
        "path:3, /a/b/c, c",
        "path:/t/, /t/acme/cart, acme",
        "path:/t/, /tt/acme, -",
        "path:/t/u/, /t/u/acme, acme",
        "path:/t/, /t/, -",
        "path:/t/, //t///acme//x, acme",
        "path:/t/u/, /t//u//acme, acme",
        "path:/t/u/, /t/uacme, -",
        "path:/t//u/, /t/u/acme, acme",
        "path:/t/, //t, -",
        "path:/t/, t/acme, -",
        "path:/, /acme/x, acme",
        "path:/, //acme/x, acme",
    })
    void aSegmentOfThePath(String resolver, String path, String name) {
        assertThat(asked(resolver, PlainRequest.get("/x").path(path))).isEqualTo(name);
    }

    @Test
    void thePathIsTheOneThatTheContainerUnderstood() {
        assertThat(asked("path", PlainRequest.get("/./x/..;a=b/%61cme;c=d/").path("/acme/")))
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @CsvSource({"ACME.example.com:8080, acme.example.com", "acme., acme", "[2001:DB8::1]:80, [2001:db8::1]"})
    void theHost(String host, String name) {
        assertThat(asked("host", PlainRequest.get("/").host(host))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example.com, acme",
        "a.b.example.com, a.b",
        "example.com, -",
        "evilexample.com, -",
        "shop7.de, t-7",
        "shop7.de.evil, -",
        "www.fixed.org, fixed-one",
    })
    void aNameMadeOfTheHostByRules(String host, String name) {
        Site site = new Site(
                "contextResolver", "host",
                "contextHost.a.host", "*.example.com",
                "contextHost.b.hostRegex", "shop([0-9]+)\\.de",
                "contextHost.b.context", "t-$1",
                "contextHost.c.host", "www.fixed.org",
                "contextHost.c.context", "fixed-one");

        assertThat(asked(site, PlainRequest.get("/").host(host))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "tenant=acme, acme",
        "a=b&tenant=acme&c, acme",
        "tenant=a%20b+c, a b c",
        "t%65nant=acme, acme",
        "xtenant=acme, -",
        "tenant, -",
        "tenant=, -",
        "tenant=%zz, -",
        "&&=&tenant=x, x",
    })
    void aParameterOfTheQuery(String query, String name) {
        assertThat(asked("parameter:tenant", new PlainRequest("POST", "/?" + query)))
                .isEqualTo(name);
    }

    @Test
    void aHeaderACookieASessionADomain() {
        assertThat(asked("header:X-Tenant", PlainRequest.get("/").header("x-tenant", "acme")))
                .isEqualTo("acme");
        assertThat(asked("cookie:tenant", PlainRequest.get("/").header("Cookie", "acme")))
                .isEqualTo("acme");
        assertThat(asked("cookie:tenant", PlainRequest.get("/"))).isEqualTo(NONE);
        assertThat(asked("session:tenant", PlainRequest.get("/").session(sessionOf(7))))
                .isEqualTo("7");
        assertThat(asked("session:tenant", PlainRequest.get("/"))).isEqualTo(NONE);
        assertThat(asked("domain", PlainRequest.get("/").user("a@b@acme.example")))
                .isEqualTo("acme.example");
        assertThat(asked("domain", PlainRequest.get("/").user("ACME\\anna"))).isEqualTo("ACME");
        assertThat(asked("domain", PlainRequest.get("/").user("anna"))).isEqualTo(NONE);
        assertThat(asked("domain:parameter:login", PlainRequest.get("/?login=anna%40acme")))
                .isEqualTo("acme");
    }

    @Test
    void theFirstThatTellsANameWins() {
        String chain = "header:X-Tenant, parameter:tenant, webapp";

        assertThat(asked(chain, PlainRequest.get("/?tenant=b").header("X-Tenant", "a")))
                .isEqualTo("a");
        assertThat(asked(chain, PlainRequest.get("/?tenant=b").header("X-Tenant", "")))
                .isEqualTo("b");
        assertThat(asked(chain, PlainRequest.get("/"))).isEqualTo("/shop");
    }

    @Test
    void oneOfTheSitesOwn() {
        assertThat(asked(TenantOfMethod.class.getName(), new PlainRequest("PUT", "/")))
                .isEqualTo("of-PUT");
    }

    @Test
    void oneThatFailsIsPassedOver() {
        assertThat(asked(TenantOfMethod.class.getName() + ", webapp", PlainRequest.get("/")))
                .isEqualTo("/shop");
    }

    /** It throws another error than one that is missing, and a plain one. */
    @Test
    void oneThatIsBuiltForANewerJavaIsToldOfLikeOneThatThereIsNot(@TempDir Path folder) throws Exception {
        String name = TenantOfMethod.class.getName();
        String file = name.replace('.', '/') + ".class";
        byte[] newer;
        try (InputStream in = TenantOfMethod.class.getClassLoader().getResourceAsStream(file)) {
            newer = in.readAllBytes();
        }
        newer[7] = 99; // the version of its format
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ContextResolver.class.getName()), name + "\n");
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), newer);
        URL[] webapp = {
            folder.toUri().toURL(), home(Resolvers.class), home(HttpServletRequest.class),
        };

        try (URLClassLoader loader = new URLClassLoader(webapp, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(Resolvers.class.getName());
            Object resolvers = type.getConstructors()[0].newInstance(Map.of(), null);
            assertThatThrownBy(() -> type.getMethod("named", String.class).invoke(resolvers, name))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("can't be loaded");
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "header:", "header", "path:0", "path:x", "org.example.Missing", "'webapp,,path'"})
    void oneThatThereIsNotLeavesTheOthersInForce(String resolver) {
        Site site = new Site("contextResolver", "header:X-Tenant").set("contextResolver", resolver);

        assertThat(site.problems()).hasSize(1);
        assertThat(asked(site, PlainRequest.get("/").header("X-Tenant", "acme")))
                .isEqualTo("acme");
    }

    private static HttpSession sessionOf(Object tenant) {
        return (HttpSession) Proxy.newProxyInstance(
                ResolverTest.class.getClassLoader(),
                new Class<?>[] {HttpSession.class},
                (proxy, method, arguments) -> method.getName().equals("getAttribute") ? tenant : null);
    }

    private static String asked(String resolver, PlainRequest request) {
        return asked(new Site("contextResolver", resolver), request);
    }

    /** Returns the name that the request made wanted, without the one that the filter itself holds. */
    private static String asked(Site site, PlainRequest request) {
        site.set("unknownContext", "through");
        site.passes(PlainRequest.get("/").path("")); // the filter asks for its own
        site.poll();
        long before = site.routing().unknown();
        assertThat(site.passes(request)).isTrue();
        assertThat(site.routing().unknown()).isEqualTo(before + 1);
        Collection<String> wanted = site.poll();
        assertThat(wanted).hasSizeLessThan(2);
        return wanted.isEmpty() ? alreadyAsked(site) : wanted.iterator().next();
    }

    private static String alreadyAsked(Site site) {
        return site.routing().settings().resolvers.size() > 1 ? "/shop" : NONE;
    }
}
