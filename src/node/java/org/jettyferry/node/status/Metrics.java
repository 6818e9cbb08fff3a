package org.jettyferry.node.status;

/** Writes the status of a node in Prometheus' text format. */
final class Metrics {
    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    static String of(NodeStatus status) {
        Metrics metrics = new Metrics();
        metrics.node(status);
        metrics.requests(status);
        metrics.registry(status);
        return metrics.text.toString();
    }

    private void node(NodeStatus status) {
        family("ferry_node_info", "gauge", "Identity of this node.");
        sample(
                "ferry_node_info",
                label("server", status.getServerName()) + "," + label("host", status.getHost()) + ","
                        + label("jetty", status.getJettyVersion()) + "," + label("ferry", status.getFerryVersion())
                        + ","
                        + label("generation", status.getGeneration()),
                1);
        single(
                "ferry_guarded_webapps",
                "gauge",
                "Web applications that the guard keeps closed.",
                status.getGuarded().size());
        single(
                "ferry_closed_schemata",
                "gauge",
                "Schemata kept closed for their version.",
                status.getClosedSchemata().size());
        single(
                "ferry_settings_problems",
                "gauge",
                "Problems with the settings.",
                status.getSettingsProblems().size());
    }

    private void requests(NodeStatus status) {
        family("ferry_requests_total", "counter", "Requests by outcome.");
        sample("ferry_requests_total", label("outcome", "passed"), status.getPassed());
        sample("ferry_requests_total", label("outcome", "redirected"), status.getRedirected());
        sample("ferry_requests_total", label("outcome", "disabled"), status.getDisabled());
        sample("ferry_requests_total", label("outcome", "misdirected"), status.getMisdirected());
        single("ferry_requests_unknown_total", "counter", "Requests passed without a context.", status.getUnknown());
        single("ferry_requests_in_flight", "gauge", "Requests in flight.", status.getInFlight());
        single("ferry_requests_parked", "gauge", "Requests parked.", status.getParked());
        single("ferry_requests_parked_total", "counter", "Requests parked so far.", status.getParkedTotal());
        single("ferry_parking_refused_total", "counter", "Not parked, or in vain.", status.getParkingRefused());
        single("ferry_parked_seconds_max", "gauge", "Longest wait.", status.getLongestParked() / 1000.0);
        long draining = status.getDraining().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        single("ferry_requests_draining", "gauge", "Requests in flight of contexts not served here.", draining);
    }

    private void registry(NodeStatus status) {
        single("ferry_registry_reachable", "gauge", "Whether it can be read.", status.isRegistryReachable() ? 1 : 0);
        single("ferry_registry_failures_total", "counter", "Attempts that failed.", status.getRegistryFailures());
        single("ferry_view_version", "gauge", "Registry version that this node has applied.", status.getViewVersion());
        single("ferry_view_age_seconds", "gauge", "Since it was last read.", status.getViewAge() / 1000.0);
        single("ferry_lookups_total", "counter", "Queries that looked up contexts.", status.getLookups());
        single("ferry_looked_up_names_total", "counter", "Names that they asked for.", status.getLookedUpNames());
        single("ferry_contexts", "gauge", "Cached contexts.", status.getContexts());
        single("ferry_strangers", "gauge", "Cached names that are not contexts.", status.getStrangers());
    }

    private void single(String name, String type, String help, Number value) {
        family(name, type, help);
        sample(name, "", value);
    }

    private void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String labels, Number value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
