package org.jettyferry.cli.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Schemata;

/** A schema, and what came of a change to it, as JSON and as words. */
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
        return view;
    }

    /** @param count the name of the number of contexts that were touched */
    static Map<String, Object> view(Schemata.Outcome outcome, String count) {
        Map<String, Object> view = view(outcome.schema());
        view.put("changed", outcome.changed());
        view.put(count, outcome.contexts());
        return view;
    }

    static String contexts(long count) {
        return Formats.count(count, "context", "contexts");
    }

    /** Contexts that an operator might miss later. */
    static String stillDisabled(Schemata.Outcome outcome) {
        return outcome.disabled() == 0
                ? ""
                : " Disabled by themselves, whatever becomes of their schema: " + contexts(outcome.disabled()) + ".";
    }
}
