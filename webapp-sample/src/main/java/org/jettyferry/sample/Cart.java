package org.jettyferry.sample;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The articles that a customer wants to buy. It is a small object graph on purpose: classes of the web application,
 * collections of the JDK, and objects that are referenced twice. So a migration that damages any of these becomes
 * visible in the shop.
 *
 * <p>The names of this class and of its fields are in the rows of the session store: a renamed one is an incompatible
 * change.
 */
final class Cart implements Serializable {
    private static final long serialVersionUID = 1;

    private final Customer owner;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Line> byName = new LinkedHashMap<>();
    private LocalDateTime changed = LocalDateTime.now();

    Cart(Customer owner) {
        this.owner = owner;
    }

    void add(Item item) {
        Line line = byName.get(item.name());
        if (line == null) {
            line = new Line(item);
            byName.put(item.name(), line);
            lines.add(line);
        }
        line.quantity++;
        changed = LocalDateTime.now();
    }

    List<Line> lines() {
        return Collections.unmodifiableList(lines);
    }

    BigDecimal total() {
        return lines.stream().map(Line::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    LocalDateTime changed() {
        return changed;
    }

    /**
     * Returns whether two references to one object still lead to one object after the session was stored and loaded.
     */
    boolean isWhole(Customer customer) {
        return owner == customer
                && lines.size() == byName.size()
                && lines.stream().allMatch(line -> byName.get(line.item.name()) == line);
    }

    /** An article and its quantity. */
    static final class Line implements Serializable {
        private static final long serialVersionUID = 1;

        private final Item item;
        private int quantity;

        Line(Item item) {
            this.item = item;
        }

        Item item() {
            return item;
        }

        int quantity() {
            return quantity;
        }

        BigDecimal sum() {
            return item.price().multiply(BigDecimal.valueOf(quantity));
        }
    }
}
