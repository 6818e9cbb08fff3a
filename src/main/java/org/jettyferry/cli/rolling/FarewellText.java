package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.Schema;
import org.jettyferry.rolling.Farewell;
import org.jettyferry.rolling.Farewell.Remark;
import org.jettyferry.rolling.OldStore;

/**
 * Shows whether a server can go.
 *
 * @param farewell what is known of it
 * @param now the time of the registry, in milliseconds since 1970
 */
record FarewellText(Farewell farewell, long now) {
    /** Prints it for people. */
    void print(PrintWriter out) {
        KeyValueWriter values = new KeyValueWriter(out);
        String name = farewell.server().name();
        values.print("Server", name);
        values.print("Schemata", Formats.number(farewell.schemata().size()));
        values.print("Nodes alive", Formats.number(farewell.nodes().size()));
        values.print("Requests", Formats.number(farewell.inFlight()) + " in flight");
        farewell.lastRun().ifPresent(run -> values.print("Last run", run(run)));
        farewell.store()
                .ifPresentOrElse(store -> store(values, store), () -> values.print("Sessions left", "not known"));
        remarks(values, "Note", farewell.notes());
        remarks(values, "Not yet", farewell.obstacles());
        out.println(
                farewell.canGo()
                        ? "The server " + name + " can go: stop its nodes, and then ferry server remove " + name + "."
                        : "The server " + name + " cannot go yet.");
        out.flush();
    }

    private static void store(KeyValueWriter values, OldStore store) {
        values.print("Sessions left", Formats.number(store.leftRows()));
        values.print(
                "Set aside",
                Formats.number(store.departedRows())
                        + (store.refusedRows() == 0
                                ? ""
                                : ", of them " + Formats.number(store.refusedRows()) + " refused"));
    }

    private static void remarks(KeyValueWriter values, String label, List<Remark> remarks) {
        values.print(
                label,
                remarks.stream()
                        .map(remark -> remark.text() + ". " + remark.remedy())
                        .toList());
    }

    private String run(RollingRun run) {
        long since = run.endedMillis().orElse(run.startedMillis());
        return run.id() + " from " + run.from() + " to " + run.to() + ", " + state(run)
                + (run.endedMillis().isPresent() ? ", ended " : ", began ")
                + Formats.duration(Math.max(0, now - since)) + " ago";
    }

    private static String state(RollingRun run) {
        return switch (run.state()) {
            case RUNNING -> "not ended";
            case DONE -> "done";
            case ENDED -> "given up";
        };
    }

    /** Returns it as JSON members. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server", farewell.server().name());
        json.put("canGo", farewell.canGo());
        json.put(
                "obstacles",
                farewell.obstacles().stream().map(FarewellText::json).toList());
        json.put("notes", farewell.notes().stream().map(FarewellText::json).toList());
        json.put("schemata", farewell.schemata().stream().map(Schema::name).toList());
        json.put("nodes", farewell.nodes().stream().map(FarewellText::json).toList());
        json.put("inFlight", farewell.inFlight());
        json.put("lastRun", farewell.lastRun().map(this::json));
        json.put("sessionsLeft", farewell.store().map(OldStore::left));
        json.put(
                "departed",
                farewell.store()
                        .map(store -> store.departed().stream()
                                .map(group -> Map.of(
                                        "contextPath", group.contextPath(), "code", group.code(), "rows", group.rows()))
                                .toList()));
        return json;
    }

    private static Map<String, Object> json(Remark remark) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", remark.text());
        json.put("remedy", remark.remedy());
        return json;
    }

    private static Map<String, Object> json(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", node.host());
        json.put("jetty", node.jetty());
        json.put("id", node.id());
        json.put("inFlight", node.inFlight());
        return json;
    }

    private Map<String, Object> json(RollingRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("from", run.from());
        json.put("to", run.to());
        json.put("state", run.state().name().toLowerCase(Locale.ROOT));
        json.put("ageMillis", Math.max(0, now - run.endedMillis().orElse(run.startedMillis())));
        return json;
    }
}
