package org.jettyferry.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * Which schemata of the old server go.
 *
 * @param behind the name behind which to begin; empty for the first
 * @param from the name at which to begin; empty for the first
 * @param skipped names that do not go
 */
public record SchemaChoice(Optional<String> behind, Optional<String> from, List<String> skipped) {
    public SchemaChoice {
        skipped = List.copyOf(skipped);
    }

    /**
     * Returns the chosen ones in their natural order.
     *
     * @param names of all schemata of the old server
     * @throws OperatorException if a chosen or skipped name is not among them
     */
    List<String> of(List<String> names) {
        List<String> ordered = new ArrayList<>(names);
        ordered.sort(SchemaOrder.NATURAL);
        behind.ifPresent(name -> require(name, ordered));
        from.ifPresent(name -> require(name, ordered));
        skipped.forEach(name -> require(name, ordered));
        int begin = behind.map(name -> ordered.indexOf(name) + 1)
                .or(() -> from.map(ordered::indexOf))
                .orElse(0);
        List<String> chosen = new ArrayList<>(ordered.subList(begin, ordered.size()));
        chosen.removeAll(skipped);
        return chosen;
    }

    /**
     * Puts one of the chosen before the others.
     *
     * @throws OperatorException if it was not chosen
     */
    List<String> first(String name, List<String> chosen) {
        if (!chosen.contains(name)) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the canary " + name + " is not among the schemata that go",
                    "They are " + String.join(", ", chosen) + ". Nothing was changed.");
        }
        List<String> ordered = new ArrayList<>(chosen);
        ordered.remove(name);
        ordered.add(0, name);
        return ordered;
    }

    private static void require(String name, List<String> names) {
        if (!names.contains(name)) {
            throw new OperatorException(
                    Kind.USAGE,
                    "there is no schema " + name + " on the old server",
                    "Its schemata are " + String.join(", ", names) + ". Nothing was changed.");
        }
    }
}
