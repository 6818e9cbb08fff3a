package org.jettyferry.registry;

import java.util.List;
import java.util.Optional;

/**
 * A tenant and its location.
 *
 * @param id the id that the site gives it
 * @param names all its names, the id included
 * @param schema the name of the schema that holds its data
 * @param server the name of the server that the schema is assigned to; empty if there is none
 * @param enabled false while it is disabled by itself
 * @param schemaEnabled false while its schema is disabled
 * @param reason why it is disabled by itself; empty if none was given
 */
public record Context(
        String id,
        List<String> names,
        String schema,
        Optional<String> server,
        boolean enabled,
        boolean schemaEnabled,
        String reason) {

    /** Tells whether it is in service: neither it nor its schema is disabled. */
    public boolean served() {
        return enabled && schemaEnabled;
    }
}
