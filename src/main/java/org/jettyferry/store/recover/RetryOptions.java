package org.jettyferry.store.recover;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Further options for rows that were quarantined.
 *
 * @param run the run that quarantined them; empty for the newest run that has any
 * @param dropAttributes names of attributes to leave behind; a name may end in {@code *}
 * @param renames class name prefixes and what takes their place
 * @param noDefaultFields classes known to write no default fields
 * @param contextPaths real context paths of the site
 */
public record RetryOptions(
        Optional<String> run,
        List<String> dropAttributes,
        Map<String, String> renames,
        List<String> noDefaultFields,
        List<String> contextPaths) {
    public RetryOptions {
        dropAttributes = List.copyOf(dropAttributes);
        renames = Map.copyOf(renames);
        noDefaultFields = List.copyOf(noDefaultFields);
        contextPaths = List.copyOf(contextPaths);
    }
}
