package org.jettyferry.update.preflight;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that a repair can mend.
 *
 * @param parameters the values for the parameters of its statements, by name, in their order; empty for NULL
 * @param text all its columns with their values, to be shown
 */
public record RepairRow(Map<String, Optional<Object>> parameters, String text) {
    /** Returns the values that say which row it is. */
    public String key() {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + " = "
                        + entry.getValue().map(RepairRow::text).orElse("NULL"))
                .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : value.toString();
    }

    @Nullable
    Object[] values(RowStatement statement) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : statement.parameters()) {
            values.add(parameters.getOrDefault(name, Optional.empty()).orElse(null));
        }
        return values.toArray();
    }
}
