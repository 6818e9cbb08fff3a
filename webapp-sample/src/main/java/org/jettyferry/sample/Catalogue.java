package org.jettyferry.sample;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The articles that the shop sells. */
final class Catalogue {
    private static final List<Item> ITEMS = Collections.unmodifiableList(Arrays.asList(
            new Item("Rope", new BigDecimal("12.50")),
            new Item("Lantern", new BigDecimal("34.00")),
            new Item("Compass", new BigDecimal("59.90"))));

    private Catalogue() {}

    static List<Item> items() {
        return ITEMS;
    }

    static Optional<Item> find(String name) {
        return ITEMS.stream().filter(item -> item.name().equals(name)).findFirst();
    }
}
