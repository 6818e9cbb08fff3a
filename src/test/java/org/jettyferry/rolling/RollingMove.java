package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.traffic.Answer;
import org.jettyferry.testkit.traffic.Answers;

/** The acts of a rolling move, in their order, each with what must hold for every answer in it. */
final class RollingMove {
    private static final String MOVED = "acme";
    private static final String STAYS = "globex";
    private static final int ENOUGH = 30;

    private final Site site;
    private final Answers answers;
    private final HttpClient client = HttpClient.newHttpClient();

    RollingMove(Site site, Answers answers) {
        this.site = site;
        this.answers = answers;
    }

    void everybodyIsServedByTheOldServer() throws Exception {
        List<Answer> seen = new ArrayList<>();
        for (String context : List.of(MOVED, STAYS, "plain")) {
            seen.addAll(phase(context));
        }
        assertThat(seen).extracting(Answer::server).containsOnly("old");
        assertThat(seen).extracting(Answer::node).contains("old1", "old2");
        assertThat(seen).extracting(Answer::session).contains(Answer.Session.KEPT);
    }

    void aDisabledContextIsRefusedAloneAndDrains() throws Exception {
        JettyNode node = site.oldNodes().values().iterator().next();
        try (HeldRequest held = HeldRequest.to(node.uri().resolve(MOVED + "/add"), "item=Rope")) {
            try (Propagation propagation = watched()) {
                propagation.until(200);
                site.run("schema", "disable", Site.schema(MOVED));
                report("schema disable", propagation.until(503));
            }
            Await.eventually("the registry shows a request under way", () -> draining(MOVED) == 1);
            assertThat(site.ferry("schema", "disable", Site.schema(MOVED), "--wait", "--drain-timeout", "1s")
                            .run()
                            .exit())
                    .isEqualTo(1);
            assertThat(held.finish()).startsWith("HTTP/1.1 302 ");
        }
        site.run("schema", "disable", Site.schema(MOVED), "--wait");
        assertThat(draining(MOVED)).isZero();
        assertThat(phase(MOVED)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After"))
                    .hasValueSatisfying(value -> assertThat(value).matches("\\d+"));
            assertThat(answer.server()).isEmpty();
        });
        assertThat(phase(STAYS)).extracting(Answer::server).containsOnly("old");
    }

    void aMovedContextIsServedByTheNewServer() throws Exception {
        try (Propagation propagation = watched()) {
            propagation.until(503);
            site.run("schema", "move", Site.schema(MOVED), "new");
            report("schema move", propagation.untilTold());
        }
        assertThat(phase(MOVED)).extracting(Answer::status).containsOnly(503);
        try (Propagation propagation = watched()) {
            propagation.until(503);
            site.run("schema", "enable", Site.schema(MOVED));
            report("schema enable", propagation.until(302));
        }
        // Every node looks by itself: for a moment some send users on to one that doesn't serve them yet.
        Await.eventually("the new node serves it", () -> status(site.newUri().resolve(MOVED + "/")) == 200);
        List<Answer> moved = phase(MOVED, 4 * ENOUGH);
        assertThat(at(moved, site.oldUri())).isNotEmpty().allSatisfy(this::leadsToTheNewServer);
        assertThat(at(moved, site.oldUri())).extracting(Answer::method).contains("GET", "POST");
        assertThat(at(moved, site.newUri())).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.server()).isEqualTo("new");
            assertThat(answer.status()).isIn(200, 302);
        });
        assertThat(at(moved, site.newUri())).extracting(Answer::session).contains(Answer.Session.KEPT);
    }

    private void leadsToTheNewServer(Answer answer) {
        assertThat(answer.status()).isEqualTo("POST".equals(answer.method()) ? 307 : 302);
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        URI asked = answer.uri();
        String same = site.newUri().resolve(asked.getRawPath())
                + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
        assertThat(answer.movedTo().orElseThrow().toString()).startsWith(same);
        assertThat(answer.movedTo().orElseThrow().toString().substring(same.length()))
                .matches("([?&]ferry-hop=\\w+)?");
    }

    void whoHasNotMovedIsNotSentBack() throws Exception {
        for (String accept : List.of("application/json", "text/html")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(site.newUri().resolve(STAYS + "/"))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(421);
            assertThat(answer.body()).contains("CTX-0012");
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
    }

    void everyNodeSaysWhatItHasSeen() throws Exception {
        Await.eventually("every node has seen the last version", () -> {
            Set<Long> versions = nodes().stream()
                    .map(node -> node.get("registryVersion").getAsLong())
                    .collect(Collectors.toSet());
            return versions.equals(Set.of(registryVersion()));
        });
        assertThat(nodes())
                .extracting(node -> node.get("server").getAsString())
                .containsExactlyInAnyOrder("old", "old", "new");
    }

    void withoutTheUrlNobodyIsRedirected() throws Exception {
        site.redirect("old", "");
        try (Propagation propagation = watched()) {
            propagation.until(421);
        }
        assertThat(at(phase(MOVED), site.oldUri())).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.told()).contains("CTX-0012");
        });
        site.redirect("old", site.newUri().toString());
        try (Propagation propagation = watched()) {
            propagation.until(302);
        }
    }

    void anOutageOfTheRegistryChangesNothing() throws Exception {
        site.toRegistry().cut();
        Await.eventually("no node is known to live", () -> nodes().isEmpty());
        assertThat(at(phase(MOVED, 4 * ENOUGH), site.oldUri())).allSatisfy(this::leadsToTheNewServer);
        assertThat(phase(STAYS)).extracting(Answer::server).containsOnly("old");
        site.toRegistry().mend();
        Await.eventually("all nodes are back", () -> nodes().size() == 3);
        assertThat(at(phase(MOVED), site.oldUri())).allSatisfy(this::leadsToTheNewServer);
    }

    void theWayBackIsTheSame() throws Exception {
        site.run("schema", "disable", Site.schema(MOVED));
        site.run("schema", "move", Site.schema(MOVED), "old");
        site.run("schema", "enable", Site.schema(MOVED));
        try (Propagation propagation = watched()) {
            propagation.until(200);
        }
        List<Answer> back = at(phase(MOVED, 4 * ENOUGH), site.oldUri());
        assertThat(back).extracting(Answer::server).containsOnly("old");
        assertThat(back).extracting(Answer::session).contains(Answer.Session.KEPT);
    }

    private int status(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Every answer to a context from now until there are enough. */
    private List<Answer> phase(String context) throws Exception {
        return phase(context, ENOUGH);
    }

    private List<Answer> phase(String context, int enough) throws Exception {
        long from = System.nanoTime();
        Await.eventually(
                enough + " answers to " + context,
                () -> answers.of(context, from).size() >= enough);
        return answers.of(context, from);
    }

    private static List<Answer> at(List<Answer> answers, URI balancer) {
        return answers.stream()
                .filter(answer -> answer.uri().getAuthority().equals(balancer.getAuthority()))
                .toList();
    }

    private Propagation watched() throws Exception {
        return new Propagation(
                site.registry(),
                site.oldNodes().values().stream()
                        .map(node -> node.uri().resolve(MOVED + "/"))
                        .toList());
    }

    private List<JsonObject> nodes() {
        JsonObject told = JsonParser.parseString(
                        site.run("node", "list", "--alive", "--json").text())
                .getAsJsonObject();
        return told.getAsJsonArray("nodes").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** Returns the number of requests that the old nodes still serve for a context that has left them. */
    private long draining(String context) {
        return nodes().stream()
                .map(node -> node.getAsJsonObject("draining").get(context))
                .filter(Objects::nonNull)
                .mapToLong(JsonElement::getAsLong)
                .sum();
    }

    private long registryVersion() throws SQLException {
        try (Connection connection = site.registry().connect()) {
            return Sql.number(connection, "select version from ferry_registry");
        }
    }

    private void report(String what, Duration took) {
        System.err.printf("%s: applied by the last node %d ms after the commit%n", what, took.toMillis());
    }
}
