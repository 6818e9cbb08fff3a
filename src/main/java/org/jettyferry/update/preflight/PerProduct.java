package org.jettyferry.update.preflight;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Database;

/**
 * Something that a file may give once for all database products, or differently for some.
 *
 * @param values by the name of the product, or {@link #OTHERS}
 */
public record PerProduct<T>(Map<String, T> values) {
    /** The products by the names that a file uses. */
    static final List<String> PRODUCTS = List.of("postgresql", "mysql", "mariadb", "sqlserver");

    /** What all other products use. */
    static final String OTHERS = "default";

    /** Returns one for all products. */
    static <T> PerProduct<T> always(T value) {
        return new PerProduct<>(Map.of(OTHERS, value));
    }

    /** Returns that of a database: MariaDB uses that of MySQL if it has none of its own. */
    Optional<T> of(Database database) {
        String product = database.product().split(" ", 2)[0].toLowerCase(Locale.ROOT);
        return Stream.of(product, database.dialect().id(), OTHERS)
                .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
                .findFirst();
    }
}
