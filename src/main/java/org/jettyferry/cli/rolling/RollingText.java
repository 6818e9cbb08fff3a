package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;

/** Shows a rolling upgrade and its schemata. */
record RollingText(RollingRun run, List<RollingSchema> schemata) {
    private static final List<TableWriter.Column> COLUMNS = List.of(
            TableWriter.Column.left("schema", "schema", "schema"),
            TableWriter.Column.left("state", "state", "state"),
            TableWriter.Column.right("updates", "updates", "updates"),
            TableWriter.Column.right("sessions", "sessions", "sessions"),
            TableWriter.Column.right("refused", "refused", "refused"),
            TableWriter.Column.right("closed", "closed", "closed for"),
            TableWriter.Column.right("time", "time", "time"),
            TableWriter.Column.right("parked", "parked", "parked"),
            TableWriter.Column.right("503", "503", "503"));

    /** Prints the whole. */
    void print(PrintWriter out) {
        out.println("Rolling upgrade " + run.id() + " from " + run.from() + " to " + run.to() + ": " + summary());
        TableWriter table = new ListFlags().tableWriter(out, "schemata", COLUMNS);
        for (RollingSchema schema : schemata) {
            table.add(
                    schema.name(),
                    schema.words(),
                    schema.updates(),
                    schema.sessions(),
                    schema.refused(),
                    seconds(schema.closedMillis()),
                    seconds(time(schema)),
                    schema.parkedRequests(),
                    schema.refusedRequests());
        }
        table.end();
        schemata.stream()
                .filter(schema -> !schema.message().isEmpty())
                .forEach(schema -> out.println(schema.name() + ": " + schema.message()));
        next().ifPresent(out::println);
        out.flush();
    }

    /** Returns it as JSON members. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("from", run.from());
        json.put("to", run.to());
        json.put("state", run.state().name().toLowerCase(Locale.ROOT));
        json.put("schemata", schemata.stream().map(RollingText::json).toList());
        json.put("next", next());
        return json;
    }

    private static Map<String, Object> json(RollingSchema schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", schema.name());
        json.put("state", schema.state().name().toLowerCase(Locale.ROOT));
        json.put("step", schema.step().name().toLowerCase(Locale.ROOT));
        json.put("updates", schema.updates());
        json.put("sessions", schema.sessions());
        json.put("refusedSessions", schema.refused());
        json.put("parkedRequests", schema.parkedRequests());
        json.put("refusedRequests", schema.refusedRequests());
        json.put("closedMillis", boxed(schema.closedMillis()));
        json.put("millis", boxed(time(schema)));
        json.put("message", schema.message());
        return json;
    }

    /** Returns what to do next; empty if there is nothing. */
    Optional<String> next() {
        List<String> closed = names(State.FAILED);
        if (schemata.stream().allMatch(RollingSchema::settled)) {
            return Optional.empty();
        }
        String again = "ferry upgrade-schemata -n " + run.to() + " --from-server " + run.from();
        return Optional.of(
                closed.isEmpty()
                        ? "Go on: " + again
                        : "CLOSED, and nobody serves them: " + String.join(", ", closed)
                                + ". Mend what the message says and go on: " + again);
    }

    /** Returns how many schemata have moved and how many have failed. */
    String summary() {
        long done = count(State.DONE);
        List<String> parts = new ArrayList<>();
        parts.add(done + " of " + Formats.count(schemata.size(), "schema", "schemata") + " moved");
        long failed = count(State.FAILED) + count(State.REVERTED);
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        return String.join(", ", parts);
    }

    private long count(State state) {
        return schemata.stream().filter(schema -> schema.state() == state).count();
    }

    private List<String> names(State state) {
        return schemata.stream()
                .filter(schema -> schema.state() == state && schema.opened().isEmpty())
                .map(RollingSchema::name)
                .toList();
    }

    private static OptionalLong time(RollingSchema schema) {
        return schema.started().isPresent() && schema.ended().isPresent()
                ? OptionalLong.of(schema.ended().getAsLong() - schema.started().getAsLong())
                : OptionalLong.empty();
    }

    /** Returns a time with two decimals; a dash for none. */
    static String seconds(OptionalLong millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.2f s", millis.getAsLong() / 1000.0) : "-";
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
