package org.jettyferry.sample;

import java.io.Serializable;
import java.math.BigDecimal;

/** An article of the shop; a cart references one such object from several places. */
final class Item implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final BigDecimal price;

    Item(String name, BigDecimal price) {
        this.name = name;
        this.price = price;
    }

    String name() {
        return name;
    }

    BigDecimal price() {
        return price;
    }
}
