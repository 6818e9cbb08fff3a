package org.jettyferry.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a context.
 *
 * @param number of the line that says so
 * @param id of the context
 * @param schema the name of its schema
 * @param names what else it is known by
 */
record ContextLine(long number, String id, String schema, List<String> names) {

    /** Its id and its other names, each once. */
    List<String> allNames() {
        List<String> all = new ArrayList<>(List.of(id));
        names.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    /** Why it can't be taken, before any database is asked. */
    Optional<String> fault() {
        for (String name : allNames()) {
            Optional<String> fault = NameRules.fault(name, NameRules.CONTEXT_LENGTH);
            if (fault.isPresent()) {
                return Optional.of((name.equals(id) ? "the id " : "a name ") + fault.get());
            }
        }
        return schema.isEmpty() ? Optional.of("no schema is named") : Optional.empty();
    }
}
