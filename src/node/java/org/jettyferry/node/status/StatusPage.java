package org.jettyferry.node.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.node.answer.Json;
import org.jettyferry.node.registry.Schema;
import org.jettyferry.node.registry.SeenNode;
import org.jettyferry.node.route.RecentDecision;
import org.jspecify.annotations.Nullable;

/** Writes the status of a node as JSON and as an HTML page. */
final class StatusPage {
    private final NodeStatus status;

    StatusPage(NodeStatus status) {
        this.status = status;
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("node", node());
        all.put("guarded", status.getGuarded());
        all.put("closedSchemata", status.getClosedSchemata());
        all.put("settings", settings());
        all.put("registry", registry());
        all.put("requests", requests());
        all.put("draining", status.getDraining());
        all.put("recent", recent());
        return Json.of(all);
    }

    String html() {
        HtmlReport page = new HtmlReport(title(), below());
        page.alarm("Kept closed by the guard", status.getGuarded());
        page.alarm("Schemata kept closed for their version", status.getClosedSchemata());
        page.alarm("Problems", problems());
        page.pairs("Requests", requests());
        page.pairs("Left to drain", status.getDraining());
        page.table("Schemata", Arrays.asList("schema", "server", "state"), schemata());
        page.table(
                "Nodes", Arrays.asList("server", "host", "jetty", "heartbeat", "version seen", "in flight"), nodes());
        page.pairs("Registry", registry());
        page.pairs("Node", readiness());
        page.pairs("Settings", settings());
        page.table("Latest requests not let through", Arrays.asList("time", "outcome", "context", "to"), latest());
        return page.end(
                "Requests and settings are this node's at this moment; schemata and nodes are as it has read them. With"
                        + " all details: ferry schema list, ferry node list. Contexts: ferry context list.");
    }

    private Map<String, Object> readiness() {
        Map<String, Object> node = node();
        String reason = status.notReady("");
        node.put("ready for requests", reason.isEmpty() ? "yes" : "no: " + reason);
        return node;
    }

    private String below() {
        return "Jetty " + status.getJettyVersion() + " on " + status.getHost() + ", Ferry " + status.getFerryVersion();
    }

    private Map<String, Object> problems() {
        Map<String, Object> problems = new LinkedHashMap<>();
        putIfThere(problems, "settings", status.getSettingsProblems());
        putIfThere(problems, "registry", Collections.singletonList(status.getRegistryProblem()));
        putIfThere(problems, "heartbeat", Collections.singletonList(status.getHeartbeatProblem()));
        return problems;
    }

    private static void putIfThere(Map<String, Object> problems, String name, List<String> found) {
        if (!String.join("", found).isEmpty()) {
            problems.put(name, found);
        }
    }

    /** All that the registry has, as this node has read it. */
    private List<List<?>> schemata() {
        List<List<?>> rows = new ArrayList<>();
        for (Schema schema : status.schemata()) {
            String server = schema.server();
            rows.add(Arrays.asList(schema.name(), server == null ? "every" : server, state(schema, server)));
        }
        return rows;
    }

    private List<List<?>> nodes() {
        List<List<?>> rows = new ArrayList<>();
        for (SeenNode node : status.nodes()) {
            rows.add(Arrays.asList(
                    node.server(),
                    node.host(),
                    node.jetty(),
                    node.ageMillis() / 1000 + " s ago",
                    node.version(),
                    node.inFlight()));
        }
        return rows;
    }

    private String state(Schema schema, @Nullable String server) {
        if (!schema.enabled()) {
            String waits = schema.parkMillis() > 0 ? "closed, requests wait" : "closed";
            return schema.reason().isEmpty() ? waits : waits + ": " + schema.reason();
        }
        if (status.getClosedSchemata().containsKey(schema.name())) {
            return "closed here, for its version";
        }
        boolean here = server == null || server.equals(status.getServerName());
        return here ? "open here" : "open there";
    }

    private List<List<?>> latest() {
        List<List<?>> rows = new ArrayList<>();
        for (RecentDecision decision : status.recent()) {
            rows.add(Arrays.asList(
                    Instant.ofEpochMilli(decision.time()), decision.outcome(), decision.context(), decision.target()));
        }
        return rows;
    }

    private String title() {
        String server = status.getServerName().isEmpty() ? "no server" : status.getServerName();
        String closed = status.getGuarded().isEmpty() ? "" : ": the guard keeps it closed";
        return "Node of " + server + closed + (status.isRegistryReachable() ? "" : ": the registry can't be read");
    }

    private Map<String, Object> node() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", status.getNodeId());
        node.put("server", status.getServerName());
        node.put("host", status.getHost());
        node.put("jetty", status.getJettyVersion());
        node.put("ferry", status.getFerryVersion());
        node.put("generation", status.getGeneration());
        node.put("schemaVersions", status.getSchemaVersions());
        return node;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("file", status.getSettingsFile());
        settings.put("problems", status.getSettingsProblems());
        return settings;
    }

    private Map<String, Object> registry() {
        Map<String, Object> registry = new LinkedHashMap<>();
        registry.put("url", status.getRegistryUrl());
        registry.put("reachable", status.isRegistryReachable());
        registry.put("problem", status.getRegistryProblem());
        registry.put("heartbeatProblem", status.getHeartbeatProblem());
        registry.put("version", status.getViewVersion());
        registry.put("ageMillis", status.getViewAge());
        registry.put("failures", status.getRegistryFailures());
        registry.put("lookups", status.getLookups());
        registry.put("lookedUpNames", status.getLookedUpNames());
        registry.put("contexts", status.getContexts());
        registry.put("strangers", status.getStrangers());
        return registry;
    }

    private Map<String, Object> requests() {
        Map<String, Object> requests = new LinkedHashMap<>();
        requests.put("passed", status.getPassed());
        requests.put("unknown", status.getUnknown());
        requests.put("redirected", status.getRedirected());
        requests.put("disabled", status.getDisabled());
        requests.put("misdirected", status.getMisdirected());
        requests.put("inFlight", status.getInFlight());
        requests.put("parked", status.getParked());
        requests.put("parkedTotal", status.getParkedTotal());
        requests.put("parkingRefused", status.getParkingRefused());
        requests.put("longestParkedMillis", status.getLongestParked());
        return requests;
    }

    private List<Map<String, Object>> recent() {
        List<Map<String, Object>> recent = new ArrayList<>();
        for (RecentDecision decision : status.recent()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("time", decision.time());
            one.put("context", decision.context());
            one.put("outcome", decision.outcome().name());
            one.put("target", decision.target());
            recent.add(one);
        }
        return recent;
    }
}
