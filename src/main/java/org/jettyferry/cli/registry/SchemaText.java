package org.jettyferry.cli.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Schemata;

/** Describes a schema and the outcome of a change to it, as JSON and as text. */
final class SchemaText {
    private SchemaText() {}

    static Map<String, Object> view(Schema schema) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", schema.id());
        view.put("name", schema.name());
        view.put("url", schema.url());
        view.put("server", schema.server());
        view.put("enabled", schema.enabled());
        view.put("reason", schema.reason());
        view.put("version", schema.version());
        return view;
    }

    /** @param count the JSON field for the number of affected contexts */
    static Map<String, Object> view(Schemata.Outcome outcome, String count) {
        Map<String, Object> view = view(outcome.schema());
        view.put("changed", outcome.changed());
        view.put(count, outcome.contexts());
        return view;
    }

    static String contexts(long count) {
        return Formats.count(count, "context", "contexts");
    }

    /** Returns a hint at contexts that stay disabled when the schema is enabled. */
    static String stillDisabled(Schemata.Outcome outcome) {
        return outcome.disabled() == 0
                ? ""
                : " Disabled by ferry context disable, and staying so: " + contexts(outcome.disabled()) + ".";
    }
}
