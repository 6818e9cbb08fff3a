package org.jettyferry.update.preflight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.yaml.YamlFile;

/**
 * The keys of a check's file. Each method refuses what is not of its type; a misspelt key is refused too, because a check
 * whose key is ignored would pass.
 *
 * @param within the key that holds these; empty at the top
 */
record YamlFields(YamlFile file, String within, Map<?, ?> keys) {
    private static final String EXAMPLE = """
            Nothing was changed. A check looks like this:
              name: orders-have-a-customer
              severity: error
              query: select order_id from shop_order where customer is null
              expect: no-rows
              explanation: The new version refuses an order without a customer.
              remedy: Give these orders a customer, or delete them.""";

    /**
     * Reads a file.
     *
     * @param allowed the keys that it may have
     */
    static YamlFields read(Path file, List<String> allowed) {
        YamlFile yaml = new YamlFile(file, "A check is declared in it. " + EXAMPLE, EXAMPLE);
        return of(yaml, "", yaml.values(), allowed);
    }

    private static YamlFields of(YamlFile file, String within, Object root, List<String> allowed) {
        String what = within.isEmpty() ? "it" : within;
        if (!(root instanceof Map<?, ?> keys)) {
            throw file.invalid(what + " must have keys: " + String.join(", ", allowed));
        }
        for (Object key : keys.keySet()) {
            if (!allowed.contains(String.valueOf(key))) {
                throw file.invalid(what + " has the key " + key + ", and may only have " + String.join(", ", allowed));
            }
        }
        return new YamlFields(file, within, keys);
    }

    /** Returns the keys below a key. */
    YamlFields below(String key, List<String> allowed) {
        return of(file, path(key), value(key).orElse(""), allowed);
    }

    Optional<Object> value(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /** Returns a text that must be there. */
    String text(String key) {
        return text(path(key), value(key).orElse(""));
    }

    /** Returns a list of texts; empty if it is not there. */
    List<String> texts(String key) {
        return value(key).map(value -> texts(path(key), value)).orElse(List.of());
    }

    /** Returns what may be given for all products, or for some. */
    <T> PerProduct<T> perProduct(String key, Function<YamlFields, Function<String, T>> reader) {
        if (!(value(key).orElse("") instanceof Map<?, ?>)) {
            return PerProduct.always(reader.apply(this).apply(key));
        }
        List<String> allowed = new ArrayList<>(PerProduct.PRODUCTS);
        allowed.add(PerProduct.OTHERS);
        YamlFields products = below(key, allowed);
        Map<String, T> values = new LinkedHashMap<>();
        for (Object product : products.keys.keySet()) {
            String name = String.valueOf(product);
            values.put(name, reader.apply(products).apply(name));
        }
        return new PerProduct<>(values);
    }

    OperatorException invalid(String why) {
        return file.invalid(why);
    }

    private List<String> texts(String path, Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw invalid(path + " must be a list of texts");
        }
        return list.stream().map(element -> text("each of " + path, element)).toList();
    }

    private String text(String path, Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            throw invalid(path + " must be a text");
        }
        return text.strip();
    }

    private String path(String key) {
        return within.isEmpty() ? key : within + "." + key;
    }
}
