package org.jettyferry.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A context as a line of an import, or a command, describes it.
 *
 * @param number the number of the line
 * @param id the id of the context
 * @param schema the name of its schema
 * @param names its other names
 */
record ContextLine(long number, String id, String schema, List<String> names) {

    /** Returns its id and its other names, each once. */
    List<String> allNames() {
        List<String> all = new ArrayList<>(List.of(id));
        names.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    /** Returns why the line is invalid, as far as that shows without a database. */
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
