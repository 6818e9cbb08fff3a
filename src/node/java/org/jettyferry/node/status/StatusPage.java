package org.jettyferry.node.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.node.answer.Html;
import org.jettyferry.node.answer.Json;
import org.jettyferry.node.route.RecentDecision;

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
        StringBuilder page = new StringBuilder(
                "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<title>Jetty Ferry</title><style>body{font-family:sans-serif;margin:2em}"
                        + "th{text-align:left;padding-right:2em;font-weight:normal;color:#555}td,th{vertical-align:top}</style>");
        page.append("<h1>").append(Html.text(title())).append("</h1>");
        table(page, "Node", node());
        if (!status.getGuarded().isEmpty()) {
            table(page, "Kept closed by the guard", status.getGuarded());
        }
        if (!status.getClosedSchemata().isEmpty()) {
            table(page, "Schemata kept closed for their version", status.getClosedSchemata());
        }
        table(page, "Settings", settings());
        table(page, "Registry", registry());
        table(page, "Requests", requests());
        table(page, "Left to drain", status.getDraining());
        page.append("<h2>Latest requests not let through</h2><pre>")
                .append(status.getRecentDecisions().stream().map(Html::text).collect(Collectors.joining("\n")))
                .append("</pre></html>\n");
        return page.toString();
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

    private static void table(StringBuilder page, String title, Map<String, ?> rows) {
        page.append("<h2>").append(title).append("</h2><table>");
        rows.forEach((name, value) ->
                page.append("<tr><th>").append(Html.text(name)).append("<td>").append(Html.text(text(value))));
        page.append("</table>");
    }

    private static String text(Object value) {
        return value instanceof List
                ? ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining("; "))
                : String.valueOf(value);
    }
}
