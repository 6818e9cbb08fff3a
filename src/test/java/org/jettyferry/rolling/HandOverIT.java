package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestServer;

/**
 * A user who is logged in on an old node, under the host name {@code 127.0.0.1}, is sent to a new one under {@code
 * localhost}, where the cookie does not go: the ticket takes the login along. Real nodes, real commands; what an attacker
 * may try is tried as well.
 */
class HandOverIT {
    private static final String KEY = "v7h3Qm1yZk0pXw9TtB5cR2dN8sLfJ6aG4eUoYiKxCqE=";
    private static final Pattern TICKET = Pattern.compile("[?&]ferry-ticket=([^&]+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ServerTest(POSTGRESQL)
    void from94To12(TestServer server) throws Exception {
        theLoginSurvives(server, JETTY_9_4, "ee10");
    }

    @ServerTest(MYSQL)
    void from93ToEe8(TestServer server) throws Exception {
        Wide.assume("a login from 9.3 to ee8 on MySQL");
        theLoginSurvives(server, JETTY_9_3, "ee8");
    }

    @ServerTest(POSTGRESQL)
    void from93ToEe11(TestServer server) throws Exception {
        Wide.assume("a login from 9.3 to ee11");
        theLoginSurvives(server, JETTY_9_3, "ee11");
    }

    @ServerTest(MSSQL)
    void from94To12OnSqlServer(TestServer server) throws Exception {
        theLoginSurvives(server, JETTY_9_4, "ee10");
    }

    private void theLoginSurvives(TestServer server, JettyRelease old, String environment) throws Exception {
        List<Balancing> balancings = List.of(Balancing.HAPROXY, Balancing.NGINX);
        try (Site site = Site.intoEnvironment(environment, server, old, List.of("acme"), balancings)) {
            site.handOver(KEY);
            String cookie = login(site);
            site.run("server", "store", "old", site.oldStore().url());
            site.run("server", "store", "new", site.newStore().url());
            site.run("upgrade-schemata", "-n", "new", "--yes");

            List<String> tickets = new ArrayList<>();
            theRedirectHasATicket(site, cookie, tickets);
            whatIsNotMeantForItIsRefused(site, cookie, tickets);
            theUserIsLoggedInOnce(site, cookie, tickets);
            ofTwoAtOnceOneGetsTheCookie(site, cookie, tickets);
            aBodySurvives(site, cookie, tickets);
            nothingShowsATicket(site, cookie, tickets);
            withoutEncryptionThereIsNone(site, cookie);
            withEncryptionByABalancerThereIsOne(site, cookie);
        }
    }

    /** Returns the cookie of a user with a rope in the cart. */
    private String login(Site site) throws Exception {
        HttpResponse<String> login = send(form(site.oldUri().resolve("acme/login"), "user=alice"));
        String cookie = cookie(login).orElseThrow();
        send(form(site.oldUri().resolve("acme/add"), "item=Rope").header("Cookie", cookie));
        assertThat(page(site.oldUri().resolve("acme/"), cookie).toString()).contains("alice", "Rope");
        return cookie;
    }

    private void theRedirectHasATicket(Site site, String cookie, List<String> tickets) throws Exception {
        HttpRequest.Builder request =
                get(site.oldUri().resolve("acme/?x=1&y=%20")).header("Cookie", cookie);
        Await.eventually(
                "the old node redirects with a ticket",
                () -> ticket(send(request)).isPresent());
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer))
                .startsWith(site.newUri().resolve("acme/") + "?x=1&y=%20&ferry-hop=")
                .doesNotContain(id(cookie));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("strict-origin");
        tickets.add(ticket(answer).orElseThrow());

        assertThat(ticket(send(get(site.oldUri().resolve("acme/")))))
                .as("without a cookie")
                .isEmpty();
        assertThat(ticket(send(get(site.oldUri().resolve("acme/;jsessionid=" + id(cookie))))))
                .as("with an id in the address")
                .isEmpty();
        assertThat(ticket(send(get(site.oldUri().resolve("acme/logo.png"))
                        .header("Cookie", cookie)
                        .header("Sec-Fetch-Dest", "image"))))
                .as("for a part of a page")
                .isEmpty();
    }

    private void whatIsNotMeantForItIsRefused(Site site, String cookie, List<String> tickets) throws Exception {
        String ticket = fresh(site, cookie, tickets);
        URI good = arrival(site, ticket);
        URI otherHost = URI.create(good.toString().replace("localhost", "127.0.0.1"));
        assertRefused(site, get(otherHost), "another host");
        assertRefused(site, get(arrival(site, altered(ticket))), "altered");
        assertRefused(site, get(arrival(site, "rubbish")), "malformed");
        assertRefused(site, get(good).header("Referer", "https://evil.example/"), "another site");
        assertRefused(site, get(good).header("Sec-Fetch-Site", "cross-site"), "a link without a Referer");
        assertRefused(site, get(good).header("Sec-Fetch-Dest", "image"), "a part of a page");
        assertRefused(site, form(good, "a=b").header("Origin", "null"), "a form of nobody");
        assertThat(cookie(send(get(good).header("Referer", site.oldUri().toString()))))
                .as("the old host")
                .isPresent();
    }

    private void theUserIsLoggedInOnce(Site site, String cookie, List<String> tickets) throws Exception {
        URI arrival = arrival(site, fresh(site, cookie, tickets));
        HttpResponse<String> answer = send(get(arrival));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/acme/?x=1");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).containsIgnoringCase("path=/acme"));
        String there = cookie(answer).orElseThrow();
        String shown = page(site.newUri().resolve(location(answer).substring(1)), there)
                .toString();
        assertThat(shown).contains("alice", "Rope").contains("new");

        assertRefused(site, get(arrival), "replayed");
        assertRefused(
                site, get(arrival(site, fresh(site, cookie, tickets))).header("Cookie", there), "who has a session");
    }

    private void ofTwoAtOnceOneGetsTheCookie(Site site, String cookie, List<String> tickets) throws Exception {
        HttpRequest arrival = get(arrival(site, fresh(site, cookie, tickets))).build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> client.sendAsync(arrival, HttpResponse.BodyHandlers.ofString()))
                .limit(8)
                .toList();
        long cookies = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> cookie(answer).isPresent())
                .count();
        assertThat(cookies).isEqualTo(1);
    }

    private void aBodySurvives(Site site, String cookie, List<String> tickets) throws Exception {
        String body = "item=Lantern";
        HttpResponse<String> first =
                send(form(site.oldUri().resolve("acme/add"), body).header("Cookie", cookie));
        assertThat(first.statusCode()).isEqualTo(307);
        tickets.add(ticket(first).orElseThrow());
        HttpResponse<String> second = send(form(URI.create(location(first)), body)
                .header("Origin", site.oldUri().resolve("/").toString().replaceAll("/$", "")));
        assertThat(second.statusCode()).isEqualTo(307);
        assertThat(location(second)).isEqualTo("/acme/add");
        String there = cookie(second).orElseThrow();
        send(form(site.newUri().resolve("acme/add"), body).header("Cookie", there));
        assertThat(page(site.newUri().resolve("acme/"), there).toString()).contains("alice", "Rope", "Lantern");
    }

    private static void nothingShowsATicket(Site site, String cookie, List<String> tickets) throws Exception {
        String logs = Stream.concat(site.oldNodes().values().stream(), site.newNodes().values().stream())
                .map(JettyNode::log)
                .reduce("", String::concat);
        assertThat(logs).doesNotContain(KEY, "ferry-ticket=");
        StringBuilder rows = new StringBuilder();
        try (Connection connection = site.registry().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from ferry_ticket")) {
            while (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    rows.append(row.getString(i)).append('\n');
                }
            }
        }
        assertThat(rows).isNotEmpty();
        assertThat(rows.toString()).doesNotContain(id(cookie));
        for (String ticket : tickets) {
            assertThat(logs).doesNotContain(ticket);
            assertThat(rows.toString()).doesNotContain(ticket.substring(0, ticket.indexOf('.')));
        }
    }

    private void withoutEncryptionThereIsNone(Site site, String cookie) throws Exception {
        site.set("new", "sessionHandOverPlain=off");
        Await.eventually(
                "no ticket is taken in plain text",
                () -> cookie(send(get(arrival(site, fresh(site, cookie, new ArrayList<>())))))
                        .isEmpty());
        site.set("old", "sessionHandOverPlain=off");
        HttpRequest.Builder request = get(site.oldUri().resolve("acme/")).header("Cookie", cookie);
        Await.eventually(
                "no ticket without encryption", () -> ticket(send(request)).isEmpty());
    }

    private void withEncryptionByABalancerThereIsOne(Site site, String cookie) throws Exception {
        site.redirect("old", "https://" + site.newUri().getAuthority());
        site.set("old", "trustForwarded=on");
        site.set("new", "trustForwarded=on");
        JettyNode oldNode = site.oldNodes().get("old1");
        JettyNode newNode = site.newNodes().get("new1");
        HttpRequest.Builder request =
                encrypted(oldNode, site.oldUri().resolve("acme/")).header("Cookie", cookie);
        Await.eventually("a ticket", () -> ticket(send(request)).isPresent());
        Await.eventually(
                "a cookie that is secure",
                () -> send(encrypted(
                                newNode, arrival(site, ticket(send(request)).orElseThrow())))
                        .headers()
                        .firstValue("Set-Cookie")
                        .filter(set -> set.contains("Secure"))
                        .isPresent());
    }

    /** As a balancer that terminates TLS passes it on; those of the test do not, and believe no client that says so. */
    private static HttpRequest.Builder encrypted(JettyNode node, URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return get(node.uri().resolve(uri.getRawPath() + query))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", uri.getAuthority())
                .header("X-Forwarded-Port", Integer.toString(uri.getPort()));
    }

    private void assertRefused(Site site, HttpRequest.Builder request, String why) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(why).isIn(302, 307);
        assertThat(location(answer)).as(why).startsWith("/acme/").doesNotContain("ticket");
        assertThat(cookie(answer)).as(why).isEmpty();
        assertThat(site.newNodes()).isNotEmpty();
    }

    private String fresh(Site site, String cookie, List<String> tickets) throws Exception {
        HttpResponse<String> answer = send(get(site.oldUri().resolve("acme/")).header("Cookie", cookie));
        String ticket = ticket(answer).orElseThrow();
        tickets.add(ticket);
        return ticket;
    }

    private static URI arrival(Site site, String ticket) {
        return site.newUri().resolve("acme/?x=1&ferry-hop=0t6x2k1f8&ferry-ticket=" + ticket);
    }

    private static String altered(String ticket) {
        return (ticket.startsWith("A") ? "B" : "A") + ticket.substring(1);
    }

    private static HttpRequest.Builder get(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "application/json");
    }

    private static HttpRequest.Builder form(URI uri, String body) {
        return get(uri).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private JsonObject page(URI uri, String cookie) throws Exception {
        return JsonParser.parseString(send(get(uri).header("Cookie", cookie)).body())
                .getAsJsonObject();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Optional<String> ticket(HttpResponse<String> answer) {
        Matcher ticket = TICKET.matcher(answer.headers().firstValue("Location").orElse(""));
        return ticket.find() ? Optional.of(ticket.group(1)) : Optional.empty();
    }

    private static Optional<String> cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").map(set -> set.substring(0, set.indexOf(';')));
    }

    private static String id(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1).replaceAll("\\..*", "");
    }
}
